import { Button } from '@mantine/core';
import { TbFileCode } from 'react-icons/tb';
import type { ReactNode } from 'react';
import type { Problem } from '../../../server/config/problem.ts';
import type { Command } from '../../app/commands/command.ts';
import { CommandButton } from '../../app/commands/command-button.tsx';
import type { BufferState } from './buffer/config-buffer.ts';
import { countedChanges, type LineChange } from './buffer/line-changes.ts';
import { ProblemsMenu } from './problems-menu.tsx';
import type { EditorCommands } from './use-editor-commands.ts';
import classes from './toolbar.module.css';

interface ToolbarProps {
  readonly fileName: string;
  readonly state: BufferState;
  readonly changes: readonly LineChange[];
  readonly problems: readonly Problem[];
  readonly commands: EditorCommands;
  readonly isSaving: boolean;
  readonly compare: ReactNode;
  readonly onProblem: (problem: Problem) => void;
}

/** What file it is and how it stands, and what can be done with it; one button says what saving will do. */
export function Toolbar(props: ToolbarProps) {
  const { fileName, state, changes, problems, commands, isSaving, compare, onProblem } = props;
  return (
    <header className={classes.bar}>
      <span className={classes.file}>
        <TbFileCode size={16} strokeWidth={1.75} aria-hidden="true" />
        <code>{fileName}</code>
      </span>
      <Changes state={state} changes={changes} />
      {state.text.trim() === '' ? null : <ProblemsMenu problems={problems} onOpen={onProblem} />}
      <span className={classes.actions}>
        {compare}
        <QuietButton command={commands.format} />
        {state.standing === 'clean' ? null : <QuietButton command={commands.discard} />}
        <CommandButton command={commands.save} primary busy={isSaving ? 'Saving…' : undefined} />
      </span>
    </header>
  );
}

function QuietButton({ command: { label, run } }: { readonly command: Command }) {
  return (
    <Button variant="subtle" className={classes.quiet ?? ''} onClick={run}>
      {label}
    </Button>
  );
}

function Changes({ state, changes }: Pick<ToolbarProps, 'state' | 'changes'>) {
  if (state.standing === 'clean') {
    return state.disk.hash === null ? null : <span className={classes.saved}>saved</span>;
  }
  return (
    <span className={classes.changes}>
      <span className={classes.mark} aria-hidden="true" />
      {countedChanges(changes)}, not saved
      {state.isKept ? '' : ', and lost when the window closes: its storage is full'}
    </span>
  );
}
