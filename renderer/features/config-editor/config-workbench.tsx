import { SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { diagnose } from '../../../server/config/language/diagnose.ts';
import { generateConfig } from '../../../server/config/generate.ts';
import { formatConfig } from '../../../server/config/text/format.ts';
import type { ConfigOnDisk, ModelDetail } from '../../../server/protocols/desk/contract.ts';
import { CommandButton } from '../../app/commands/command-button.tsx';
import { Card } from '../../ui/card.tsx';
import { ConflictBanner } from './conflict-banner.tsx';
import { ExplainCard } from './explain-card.tsx';
import { FieldsCard } from './fields-card.tsx';
import { HistoryCard } from './history-card.tsx';
import { ProblemsCard } from './problems-card.tsx';
import { SaveNote } from './save-note.tsx';
import { TextDiff } from './text-diff.tsx';
import { TextEditor } from './text-editor.tsx';
import { useConfigText } from './use-config-text.ts';
import { useEditorCommands } from './use-editor-commands.ts';
import { useSaveConfig } from './use-save-config.ts';
import classes from './config-editor.module.css';

interface WorkbenchProps {
  readonly detail: ModelDetail;
  readonly disk: ConfigOnDisk;
}

type View = 'text' | 'changes';

const route = getRouteApi('/models/$name');

/** The editor with what stands around it: conflict, problems, form, explanation and history. */
export function ConfigWorkbench({ detail, disk }: WorkbenchProps) {
  const { name } = detail.summary;
  const { context } = disk.surroundings;
  const { signature } = context;
  const { line } = route.useSearch();
  const [view, setView] = useState<View>('text');
  const [chosenTarget, setTarget] = useState<{ readonly line: number }>();
  const linked = useMemo(() => (line === undefined ? undefined : { line }), [line]);
  const editing = useConfigText(disk);
  const diagnosis = useMemo(() => diagnose(editing.text, context), [editing.text, context]);
  const saving = useSaveConfig(name, disk, editing, diagnosis);
  const commands = useEditorCommands({
    editing,
    saving,
    format: () => editing.edit(formatConfig(editing.text)),
    generate:
      editing.text.trim() === '' && signature !== undefined
        ? () => editing.edit(generateConfig(signature, context.folder))
        : undefined,
  });
  return (
    <div className={classes.page}>
      {editing.state === 'conflict' ? <ConflictBanner disk={disk} editing={editing} /> : null}
      <div className={classes.columns}>
        <Card
          title={disk.path.split(/[/\\]/).pop()}
          note={editing.state === 'clean' ? undefined : 'not saved'}
          flush
          className={classes.editor}
          actions={
            <>
              <SegmentedControl
                aria-label="What the editor shows"
                value={view}
                onChange={setView}
                data={[
                  { value: 'text', label: 'Text' },
                  { value: 'changes', label: 'Changes' },
                ]}
              />
              {commands.generate === undefined ? null : <CommandButton command={commands.generate} />}
              <CommandButton command={commands.format} />
              {editing.state === 'clean' ? null : <CommandButton command={commands.discard} />}
              <CommandButton command={commands.save} primary />
            </>
          }
          foot={
            <div className={classes.foot}>
              <SaveNote saving={saving} />
              <span className={classes.hint}>
                <kbd>F8</kbd> next problem · <kbd>Ctrl .</kbd> quick fix · <kbd>Ctrl M</kbd> <kbd>Tab</kbd>{' '}
                leaves the editor
              </span>
            </div>
          }
        >
          {view === 'text' ? (
            <TextEditor
              label={`Configuration of ${name}`}
              path={disk.path}
              text={editing.text}
              context={context}
              problems={diagnosis.problems}
              target={chosenTarget ?? linked}
              onChange={editing.edit}
              onSave={saving.save}
            />
          ) : (
            <TextDiff label="Differences to the saved file" before={disk.text ?? ''} after={editing.text} />
          )}
        </Card>
        <div className={classes.side}>
          <ProblemsCard
            problems={diagnosis.problems}
            onOpen={(problemLine) => setTarget({ line: problemLine })}
          />
          <FieldsCard diagnosis={diagnosis} text={editing.text} onEdit={editing.edit} />
          <ExplainCard config={diagnosis.effective} completed={diagnosis.completed} />
          <HistoryCard name={name} text={editing.text} onRestore={editing.edit} />
        </div>
      </div>
    </div>
  );
}
