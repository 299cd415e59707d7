import { TbAlertOctagonFilled, TbAlertTriangleFilled, TbCircleCheckFilled, TbLock } from 'react-icons/tb';
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ModelSummary, RepositoryFacts, ServerFacts } from '../../../server/protocols/desk/contract.ts';
import { desktop } from '../../app/desktop.ts';
import { useServerLink } from '../../queries/server-link.ts';
import { Card } from '../../ui/card.tsx';
import { counted, formatBytes, formatClock } from '../../ui/format.ts';
import { notifyFailure } from '../../ui/notify-failure.ts';
import classes from './server-card.module.css';

interface ServerCardProps {
  readonly server: ServerFacts;
  readonly models: readonly ModelSummary[];
}

/** What the server is and what it serves, each fact with its verdict. */
export function ServerCard({ server, models }: ServerCardProps) {
  const live = useServerLink().state === 'live';
  return (
    <Card
      title="This server"
      note={`${server.name} ${server.version}`}
      foot={
        <>
          <Link to="/environment">Check this computer</Link>
          <Link to="/export">Export to Triton</Link>
        </>
      }
      flush
    >
      <ul>
        <Fact
          tone={live ? 'ready' : 'attention'}
          title={live ? 'Server is running' : 'Server does not answer'}
        >
          HTTP {server.http.address}:{server.http.port} · since {formatClock(server.startedAt)}
        </Fact>
        {server.repositories.map((repository) => (
          <Fact
            key={repository.path}
            tone={repository.problem === undefined ? 'ready' : 'unavailable'}
            title={repository.path}
          >
            {repository.problem ?? contents(repository, models)}
            {server.repositories.length > 1 && <StopServing repository={repository.path} />}
          </Fact>
        ))}
        <Fact
          tone={server.controlMode === 'explicit' ? 'ready' : 'quiet'}
          title={CONTROL[server.controlMode].title}
        >
          {CONTROL[server.controlMode].detail}
        </Fact>
        <Fact tone="lock" title="No account, works offline">
          Nothing leaves this computer.
        </Fact>
      </ul>
    </Card>
  );
}

/** Takes one of several folders away; only a desktop chose them, so only a desktop can. */
function StopServing({ repository }: { readonly repository: string }) {
  if (desktop === undefined) return null;
  const stop = () =>
    desktop
      ?.removeRepository(repository)
      .catch((thrown: unknown) => notifyFailure('The folder was not taken away', thrown));
  return (
    <Anchor
      component="button"
      type="button"
      className={classes.stop}
      aria-label={`Stop serving ${repository}`}
      onClick={() => void stop()}
    >
      Stop serving it
    </Anchor>
  );
}

const CONTROL: Readonly<Record<ServerFacts['controlMode'], { title: string; detail: string }>> = {
  explicit: { title: 'Models load on request', detail: 'Load and unload them in the list.' },
  poll: { title: 'The repository is watched', detail: 'Models load and unload as their folders change.' },
  none: {
    title: 'All models load at start',
    detail: 'To load and unload them here, start with --model-control-mode explicit.',
  },
};

function contents(repository: RepositoryFacts, models: readonly ModelSummary[]): string {
  const inside = models.filter((model) => model.repository === repository.path);
  const size = inside.reduce((sum, model) => sum + model.sizeBytes, 0);
  return inside.length === 0
    ? 'can be read, empty'
    : `${counted(inside.length, 'model')}, ${formatBytes(size)}`;
}

const ICONS = {
  ready: TbCircleCheckFilled,
  attention: TbAlertTriangleFilled,
  unavailable: TbAlertOctagonFilled,
  quiet: TbCircleCheckFilled,
  lock: TbLock,
} as const;

interface FactProps {
  readonly tone: keyof typeof ICONS;
  readonly title: string;
  readonly children: ReactNode;
}

function Fact({ tone, title, children }: FactProps) {
  const FactIcon = ICONS[tone];
  return (
    <li className={classes.fact} data-tone={tone}>
      <FactIcon size={18} aria-hidden="true" />
      <div className={classes.words}>
        <p className={classes.title}>{title}</p>
        <p>{children}</p>
      </div>
    </li>
  );
}
