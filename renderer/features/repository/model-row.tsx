import { ActionIcon, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import type { ModelSummary } from '../../../server/protocols/desk/contract.ts';
import type { Verb } from '../../queries/model-control.ts';
import { useServerLink } from '../../queries/server-link.ts';
import { formatBytes } from '../../ui/format.ts';
import { StateIcon, StateWord } from '../../ui/state.tsx';
import { useNow } from '../../ui/use-now.ts';
import classes from './model-row.module.css';
import { stateWords } from './model-words.ts';
import type { ControlCommand } from './use-model-commands.ts';
import { backendName, failureSentence, placeText, shownVersions, versionsText } from './words.ts';

interface ModelRowProps {
  readonly model: ModelSummary;
  readonly selected: boolean;
  /** Only one row of the list is a tab stop; arrows move it. */
  readonly tabbable: boolean;
  readonly command: ControlCommand;
  readonly pending: Verb | undefined;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: () => void;
}

/** A model in the list: state, name, facts or the reason, and its one action. */
export function ModelRow({ model, selected, tabbable, command, pending, onKeyDown, onFocus }: ModelRowProps) {
  const link = useServerLink();
  const now = useNow(1000, model.state === 'loading');
  const { look, word, before } = stateWords(model, link, now);
  return (
    <div className={classes.row} data-selected={selected || undefined}>
      <Link
        to="/models/$name"
        params={{ name: model.name }}
        search={(previous) => ({ tab: previous.tab })}
        className={classes.link}
        tabIndex={tabbable ? 0 : -1}
        aria-current={selected ? 'page' : undefined}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        data-row={model.name}
      >
        <StateIcon look={look} />
        <span className={classes.name}>{model.name}</span>
        <span className={classes.facts}>
          <StateWord look={look}>{word}</StateWord>
          <Facts model={model} before={before} />
        </span>
      </Link>
      <RowEnd model={model} command={command} pending={pending} tabbable={tabbable} />
    </div>
  );
}

function Facts({ model, before }: { readonly model: ModelSummary; readonly before: string | undefined }) {
  if (before !== undefined) return ` · ${before} before`;
  if (model.failure !== undefined) {
    const { place } = model.failure;
    return (
      <>
        {place === undefined ? '' : ` · ${placeText(place)}`}
        <span className={classes.reason}>{failureSentence(model.failure)}</span>
      </>
    );
  }
  if (model.progress !== undefined) return ` · ${model.progress.phase}`;
  const { short } = backendName(model);
  if (model.state === 'needs-approval') return ` · runs ${short} code`;
  const device = model.state === 'ready' ? ` · ${model.device}` : '';
  const changed = model.onlyInMemory ? ' · only in memory' : model.changedOnDisk ? ' · files changed' : '';
  return ` · ${versionsText(shownVersions(model))} · ${short}${device}${changed}`;
}

type RowEndProps = Pick<ModelRowProps, 'model' | 'command' | 'pending' | 'tabbable'>;

function RowEnd({ model, command, pending, tabbable }: RowEndProps) {
  const { icon: CommandIcon, blocked, label, title, run } = command;
  const tabIndex = tabbable ? 0 : -1;
  if (pending !== undefined) {
    return <span className={classes.busy}>{pending === 'load' ? 'Loading…' : 'Unloading…'}</span>;
  }
  if (model.state === 'needs-approval') {
    return (
      <Button
        component={Link}
        to={`/models/${encodeURIComponent(model.name)}`}
        variant="subtle"
        size="xs"
        className={classes.load}
        aria-label={`Review the code of ${model.name}`}
        tabIndex={tabIndex}
      >
        Review
      </Button>
    );
  }
  if (command.verb === 'load' && blocked === undefined) {
    return (
      <Button
        variant="subtle"
        size="xs"
        className={classes.load}
        onClick={run}
        aria-label={`${label} ${model.name}`}
        tabIndex={tabIndex}
      >
        {label}
      </Button>
    );
  }
  return (
    <>
      <span className={classes.size}>{formatBytes(model.sizeBytes)}</span>
      {blocked === undefined ? (
        <ActionIcon
          className={classes.action}
          onClick={run}
          aria-label={title}
          title={title}
          tabIndex={tabIndex}
        >
          <CommandIcon size={16} />
        </ActionIcon>
      ) : null}
    </>
  );
}
