import { useQuery } from '@tanstack/react-query';
import type { ModelSummary } from '../../server/protocols/desk/contract.ts';
import { ActivityPanel } from '../features/activity/activity-panel.tsx';
import { modelsQuery, serverQuery } from '../queries/desk.ts';
import { useServerLink } from '../queries/server-link.ts';
import { ProgressRing } from '../ui/progress-ring.tsx';
import { useNow } from '../ui/use-now.ts';
import classes from './status-bar.module.css';

/** The operation under way in words, and where clients find the server. */
export function StatusBar() {
  const { data: server } = useQuery(serverQuery);
  return (
    <footer className={classes.bar}>
      <ActivityPanel />
      <Operation />
      {server === undefined ? null : (
        <span className={classes.address}>
          <span title={`Clients reach the server at http://${server.http.address}:${server.http.port}`}>
            HTTP {server.http.port}
          </span>
          <span className={classes.version}>
            {server.name} {server.version}
          </span>
        </span>
      )}
    </footer>
  );
}

function Operation() {
  const link = useServerLink();
  const { data: models = [] } = useQuery(modelsQuery);
  const moving = models.filter((model) => model.state === 'loading' || model.state === 'unloading');
  const now = useNow(1000, moving.length > 0);
  if (link.state !== 'live') return <span className={classes.quiet}>Waiting for the server</span>;
  const [first] = moving;
  if (first === undefined) return <span className={classes.quiet}>Nothing is loading</span>;
  return (
    <span className={classes.operation}>
      <ProgressRing size={14} />
      <strong>
        {first.state === 'loading' ? 'Loading' : 'Unloading'} {first.name}
      </strong>
      {details(first, moving.length - 1, now)}
    </span>
  );
}

function details({ progress }: ModelSummary, others: number, now: number): string {
  const seconds = progress === undefined ? 0 : Math.floor((now - Date.parse(progress.startedAt)) / 1000);
  const parts = [
    progress?.phase,
    progress === undefined ? undefined : `${Math.max(0, seconds)} s`,
    others === 0 ? undefined : `and ${others} more`,
  ];
  return parts
    .filter((part) => part !== undefined)
    .map((part) => ` · ${part}`)
    .join('');
}
