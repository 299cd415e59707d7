import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { ConfigOnDisk, ModelDetail } from '../../../server/protocols/desk/contract.ts';
import { configHistoryQuery } from '../../queries/config.ts';
import { useServerLink } from '../../queries/server-link.ts';
import { draftKey } from './buffer/kept-drafts.ts';
import { useConfigBuffer } from './buffer/use-config-buffer.ts';
import { CompareMenu } from './compare/compare-menu.tsx';
import { ConflictBanner } from './conflict-banner.tsx';
import { formatText } from './format-text.ts';
import { MainView, type View } from './main-view.tsx';
import { saveBlocked } from './save/save-blocked.ts';
import { SaveOutcome } from './save/save-outcome.tsx';
import { SavePlanCard } from './save/save-plan-card.tsx';
import { useSaveConfig } from './save/use-save-config.ts';
import { useSavePlan } from './save/use-save-plan.ts';
import { NarrowSwitch } from './side/narrow-switch.tsx';
import { SideColumn } from './side/side-column.tsx';
import type { Side } from './side/side-panel.tsx';
import type { TextEditorInstance } from './text/text-editor.tsx';
import { useOpenProblem } from './text/use-open-problem.ts';
import { Toolbar } from './toolbar.tsx';
import { useAnalysis } from './use-analysis.ts';
import { useEditorCommands } from './use-editor-commands.ts';
import { useNavigation } from './use-navigation.ts';
import classes from './workbench.module.css';

interface WorkbenchProps {
  readonly detail: ModelDetail;
  readonly disk: ConfigOnDisk;
}

const TEXT: View = { kind: 'text' };

/** The text of a configuration with everything that helps to write it. */
export function Workbench({ detail, disk }: WorkbenchProps) {
  const { name } = detail.summary;
  const { buffer, state } = useConfigBuffer(draftKey(detail.summary), disk);
  const analysis = useAnalysis(name, disk.surroundings, buffer, state);
  const { diagnosis } = analysis;
  const { data: saves = [] } = useQuery(configHistoryQuery(name));
  const [view, setView] = useState<View>(TEXT);
  const [side, setSide] = useState<Side>('form');
  const [shown, setShown] = useState<'text' | 'side'>('text');
  const [editor, setEditor] = useState<TextEditorInstance>();
  const opened = useOpenProblem(diagnosis);
  const showText = useCallback(() => {
    setView(TEXT);
    setShown('text');
  }, []);
  const { goTo, openProblem, stepProblem, fix } = useNavigation({
    editor,
    problems: diagnosis.problems,
    opened,
    showText,
  });
  const saving = useSaveConfig(name, buffer);
  const plan = useSavePlan(detail, diagnosis, state.standing !== 'clean');
  const blocked = saveBlocked(state, useServerLink(), saving.isBusy);
  const { save } = saving;
  const keys = useMemo(
    () => ({
      save: () => (blocked === undefined ? save() : undefined),
      nextProblem: () => stepProblem(1),
      previousProblem: () => stepProblem(-1),
      fix,
    }),
    [blocked, save, stepProblem, fix],
  );
  const commands = useEditorCommands({
    saveLabel: plan.label,
    saveBlocked: blocked,
    save,
    format: useCallback(() => formatText(buffer), [buffer]),
    discard: useCallback(() => buffer.discard(), [buffer]),
    nextProblem: keys.nextProblem,
    showChanges: useCallback(() => setView({ kind: 'compare', source: { kind: 'saved' } }), []),
  });
  const merging = view.kind === 'merge' && state.standing === 'conflict';
  return (
    <div className={classes.page} data-shown={shown}>
      <Toolbar
        fileName={disk.path.split(/[/\\]/).pop() ?? ''}
        state={state}
        changes={analysis.changes}
        problems={diagnosis.problems}
        commands={commands}
        isSaving={saving.isBusy}
        compare={
          <CompareMenu
            isLoaded={disk.loadedText !== null || detail.summary.state === 'ready'}
            saves={saves}
            onChoose={(source) => setView({ kind: 'compare', source })}
          />
        }
        onProblem={openProblem}
      />
      {state.standing === 'conflict' ? (
        <ConflictBanner
          buffer={buffer}
          state={state}
          onMerge={merging ? undefined : () => setView({ kind: 'merge' })}
        />
      ) : null}
      {state.standing === 'clean' || saving.error !== null ? (
        <SaveOutcome saving={saving} name={name} />
      ) : null}
      <div className={classes.switch}>
        <NarrowSwitch
          shown={shown === 'text' ? 'text' : side}
          onShow={(next) => {
            setShown(next === 'text' ? 'text' : 'side');
            if (next !== 'text') setSide(next);
          }}
        />
      </div>
      <div className={classes.columns}>
        <section className={classes.main} aria-label="Text">
          <MainView
            view={view}
            detail={detail}
            disk={disk}
            buffer={buffer}
            state={state}
            analysis={analysis}
            keys={keys}
            opened={opened}
            editor={editor}
            onEditor={setEditor}
            onText={showText}
          />
        </section>
        <div className={classes.side}>
          <SideColumn
            side={side}
            onSide={setSide}
            buffer={buffer}
            analysis={analysis}
            editor={editor}
            saves={saves}
            goTo={goTo}
            onCompare={({ id, savedAt }) =>
              setView({ kind: 'compare', source: { kind: 'earlier', id, savedAt } })
            }
          />
          {state.standing === 'clean' ? null : <SavePlanCard plan={plan} />}
        </div>
      </div>
    </div>
  );
}
