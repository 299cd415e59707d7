import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import type {
  Drift,
  ModelDetail,
  VersionState,
  VersionSummary,
} from '../../../server/protocols/desk/contract.ts';
import { useQuery } from '@tanstack/react-query';
import { serverQuery } from '../../queries/desk.ts';
import { useServerLink } from '../../queries/server-link.ts';
import { Card } from '../../ui/card.tsx';
import { formatBytes, formatMilliseconds } from '../../ui/format.ts';
import { StateChip } from '../../ui/state.tsx';
import type { StateLook } from '../../ui/state-look.ts';
import { Tag } from '../../ui/tag.tsx';
import { VersionAliases } from './versions/version-aliases.tsx';
import { useServedVersions } from './versions/use-served-versions.ts';
import { VersionsFoot } from './versions/versions-foot.tsx';
import classes from './versions-card.module.css';

/** Each version on disk: whether it serves, how large it is, how long it took to load, and why not. */
export function VersionsCard({ detail }: { readonly detail: ModelDetail }) {
  const { summary: model, configText } = detail;
  const serving = useServedVersions(model, configText);
  const explicit = useQuery(serverQuery).data?.controlMode === 'explicit';
  const versions = model.versions.toSorted((a, b) => b.version - a.version);
  if (versions.length === 0) return null;
  return (
    <Card
      title="Versions"
      note="Switch a version on to serve it"
      flush
      foot={<VersionsFoot versions={serving} />}
    >
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Serve</th>
            <th scope="col">Version</th>
            <th scope="col">State</th>
            <th scope="col" className={classes.number}>
              Loaded in
            </th>
            <th scope="col" className={classes.number}>
              Size
            </th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <VersionRow
              key={version.version}
              version={version}
              isDefault={version.version === model.defaultVersion}
              locked={!explicit || serving.busy || (serving.served.length === 1 && version.state === 'READY')}
              aliases={<VersionAliases detail={detail} version={version.version} />}
              onServe={(on) => serving.serve(withVersion(serving.served, version.version, on))}
            />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

interface VersionRowProps {
  readonly version: VersionSummary;
  readonly isDefault: boolean;
  /** The last version that serves is unloaded with the model, not switched off. */
  readonly locked: boolean;
  readonly aliases: ReactNode;
  readonly onServe: (on: boolean) => void;
}

function withVersion(served: readonly number[], version: number, on: boolean): readonly number[] {
  const others = served.filter((other) => other !== version);
  return on ? [...others, version].sort((a, b) => a - b) : others;
}

function VersionRow({ version: summary, isDefault, locked, aliases, onServe }: VersionRowProps) {
  const { version, state, reason, sizeBytes, loadedInMs, drift } = summary;
  const gone = useServerLink().state === 'gone';
  const { look, word } = gone ? UNKNOWN : versionWords(summary);
  return (
    <tr>
      <td>
        <Switch
          aria-label={`Serve version ${version}`}
          checked={state === 'READY'}
          disabled={locked || gone}
          onChange={(event) => onServe(event.currentTarget.checked)}
        />
      </td>
      <th scope="row">
        <span className={classes.version}>
          v{version} {isDefault ? <Tag accent>default</Tag> : null}
          {drift === undefined ? null : <Tag>{DRIFT[drift]}</Tag>}
          {aliases}
        </span>
      </th>
      <td>
        <StateChip look={look}>{word}</StateChip>
        {state === 'UNAVAILABLE' && reason !== undefined && reason !== UNLOADED ? (
          <p className={classes.reason}>{reason}</p>
        ) : null}
      </td>
      <td className={classes.number}>{loadedInMs === undefined ? '–' : formatMilliseconds(loadedInMs)}</td>
      <td className={classes.number}>{formatBytes(sizeBytes)}</td>
    </tr>
  );
}

const DRIFT: Readonly<Record<Drift, string>> = {
  changed: 'changed on disk',
  'only-on-disk': 'only on disk',
  'only-in-memory': 'only in memory',
};

/** The reason that the protocol gives after an unload that was asked for. */
const UNLOADED = 'unloaded';

const UNKNOWN = { look: 'unknown', word: 'Unknown' } as const;

interface Words {
  readonly look: StateLook;
  readonly word: string;
}

const WORDS: Readonly<Record<VersionState, Words>> = {
  READY: { look: 'ready', word: 'Ready' },
  LOADING: { look: 'loading', word: 'Loading' },
  UNLOADING: { look: 'unloading', word: 'Unloading' },
  UNAVAILABLE: { look: 'unavailable', word: 'Unavailable' },
  UNKNOWN: { look: 'not-loaded', word: 'Not loaded' },
};

function versionWords({ state, reason, pending = 0 }: VersionSummary): Words {
  if (state === 'UNAVAILABLE' && reason === UNLOADED) return WORDS.UNKNOWN;
  if (state === 'UNLOADING' && pending > 0) return { look: 'unloading', word: `Unloading, ${pending} left` };
  return WORDS[state];
}
