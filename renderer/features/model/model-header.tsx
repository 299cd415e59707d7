import type { IconType } from 'react-icons';
import { TbBox, TbClock, TbCpu, TbDatabase, TbStack2, TbVersions } from 'react-icons/tb';
import type { ModelSummary } from '../../../server/protocols/desk/contract.ts';
import { CommandButton } from '../../app/commands/command-button.tsx';
import type { ModelTab } from '../../app/model-search.ts';
import { usePendingControl, type Verb } from '../../queries/model-control.ts';
import { useServerLink } from '../../queries/server-link.ts';
import { counted, formatAgo, formatBytes, formatClock } from '../../ui/format.ts';
import { StateChip } from '../../ui/state.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useNow } from '../../ui/use-now.ts';
import { ListButton } from '../repository/list-button.tsx';
import { stateWords } from '../repository/model-words.ts';
import { useModelCommands } from '../repository/use-model-commands.ts';
import { backendName } from '../repository/words.ts';
import { RunButton } from '../playground/run-button.tsx';
import classes from './model-header.module.css';
import { readyVersions } from './versions.ts';
import { useTabCommands } from './use-tab-commands.ts';

interface ModelHeaderProps {
  readonly model: ModelSummary;
  readonly tab: ModelTab;
}

/** The model's name and state, what can be done with it, and its facts in a line. */
export function ModelHeader({ model, tab }: ModelHeaderProps) {
  const link = useServerLink();
  const now = useNow(1000, model.state === 'loading');
  const control = useModelCommands().control(model);
  const pending = usePendingControl().get(model.name);
  const { test, compare } = useTabCommands(model);
  const serving = model.state === 'ready';
  const { look, long, before } = stateWords(model, link, now);
  return (
    <header className={classes.header}>
      <div className={classes.top}>
        <div className={classes.naming}>
          <ListButton />
          <h1 className={classes.name}>{model.name}</h1>
          <StateChip look={look}>{long}</StateChip>
          <VersionTags model={model} />
        </div>
        <div className={classes.actions}>
          {model.state === 'needs-approval' ? null : (
            <CommandButton
              command={control}
              primary={tab === 'overview' && !serving}
              busy={busyWord(pending)}
            />
          )}
          {readyVersions(model).length > 1 ? <CommandButton command={compare} /> : null}
          {tab === 'test' ? (
            <RunButton />
          ) : serving ? (
            <CommandButton command={test} primary={tab !== 'config'} />
          ) : null}
        </div>
      </div>
      {before === undefined ? (
        <Facts model={model} />
      ) : (
        <p className={classes.facts}>Was {before} when the server was last heard. What you typed is kept.</p>
      )}
    </header>
  );
}

function busyWord(pending: Verb | undefined): string | undefined {
  if (pending === undefined) return undefined;
  return pending === 'load' ? 'Loading…' : 'Unloading…';
}

function VersionTags({ model }: { readonly model: ModelSummary }) {
  const ready = readyVersions(model).length;
  return (
    <>
      <Tag icon={<TbVersions size={14} aria-hidden="true" />}>
        {model.state === 'ready' && model.versions.length > 1 ? `${ready} of ` : ''}
        {counted(model.versions.length, 'version')}
      </Tag>
      {model.defaultVersion === undefined ? null : <Tag accent>default v{model.defaultVersion}</Tag>}
    </>
  );
}

function Facts({ model }: { readonly model: ModelSummary }) {
  const { instances, maxBatchSize, failure, lastRequestAt } = model;
  const now = useNow(1000, lastRequestAt !== undefined);
  return (
    <ul className={classes.facts}>
      <Fact icon={TbBox}>{backendName(model).label}</Fact>
      {instances > 0 ? (
        <Fact icon={TbCpu}>
          {model.device} · {counted(instances, 'instance')}
        </Fact>
      ) : null}
      <Fact icon={TbStack2}>{maxBatchSize > 0 ? `Batches up to ${maxBatchSize}` : 'No batching'}</Fact>
      <Fact icon={TbDatabase}>{formatBytes(model.sizeBytes)} on disk</Fact>
      {failure === undefined ? null : <Fact icon={TbClock}>Failed at {formatClock(failure.at)}</Fact>}
      {lastRequestAt === undefined ? null : (
        <Fact icon={TbClock}>Last request {formatAgo(lastRequestAt, now)}</Fact>
      )}
    </ul>
  );
}

function Fact({ icon: FactIcon, children }: { readonly icon: IconType; readonly children: React.ReactNode }) {
  return (
    <li className={classes.fact}>
      <FactIcon size={16} strokeWidth={1.75} aria-hidden="true" />
      {children}
    </li>
  );
}
