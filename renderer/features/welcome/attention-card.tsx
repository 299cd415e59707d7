import { TbAlertTriangleFilled } from 'react-icons/tb';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ModelSummary } from '../../../server/protocols/desk/contract.ts';
import { devicesQuery } from '../../queries/desk.ts';
import { placeChecksQuery } from '../../queries/environment.ts';
import { metricsQuery } from '../../queries/metrics.ts';
import { Card } from '../../ui/card.tsx';
import { Counter } from '../../ui/counter.tsx';
import { StateIcon } from '../../ui/state.tsx';
import { failureSentence, placeText } from '../repository/words.ts';
import classes from './attention-card.module.css';
import { ailmentsOfDevices, ailmentsOfRequests } from './health.ts';

interface AttentionCardProps {
  readonly models: readonly ModelSummary[];
  /** Whether there is a repository that cannot be read. */
  readonly unreadable: boolean;
}

/** The health of the server: what could not be loaded, what fails, and what the computer lacks; nothing when all is well. */
export function AttentionCard({ models, unreadable }: AttentionCardProps) {
  const { data: devices } = useQuery(devicesQuery);
  const { data: series } = useQuery(metricsQuery('5 min'));
  const failed = models.flatMap(({ name, failure }) => (failure === undefined ? [] : [{ name, failure }]));
  const failing = ailmentsOfRequests(series?.points ?? []);
  const lacking = devices === undefined ? [] : ailmentsOfDevices(devices);
  const { data: checks = [] } = useQuery(placeChecksQuery);
  // A repository that cannot be read is told beside this card.
  const misplaced = checks.filter(
    ({ verdict, area }) => verdict !== 'ok' && !(unreadable && area === 'Repository'),
  );
  const count = failed.length + failing.length + lacking.length + misplaced.length;
  if (count === 0) return null;
  return (
    <Card title="Needs attention" note={<Counter count={count} />} flush>
      <ul>
        {failed.map(({ name, failure }) => (
          <Ailment key={name} icon={<StateIcon look="unavailable" />} title={name} words={wordsOf(failure)}>
            <Link
              to="/models/$name"
              params={{ name }}
              className={classes.why}
              aria-label={`See why ${name} failed`}
            >
              See why
            </Link>
          </Ailment>
        ))}
        {failing.map(({ model, title, detail }) => (
          <Ailment key={title} icon={WARNING} title={title} words={detail}>
            <Link
              to="/models/$name"
              params={{ name: model }}
              search={{ tab: 'metrics' }}
              className={classes.why}
            >
              See the metrics
            </Link>
          </Ailment>
        ))}
        {misplaced.map(({ title, found }) => (
          <Ailment key={`${title} ${found}`} icon={WARNING} title={title} words={found}>
            <Link to="/environment" className={classes.why}>
              See what helps
            </Link>
          </Ailment>
        ))}
        {lacking.map(({ title, detail }) => (
          <Ailment key={title} icon={WARNING} title={title} words={detail}>
            <Link to="/metrics" className={classes.why}>
              See the metrics
            </Link>
          </Ailment>
        ))}
      </ul>
    </Card>
  );
}

function wordsOf(failure: NonNullable<ModelSummary['failure']>): string {
  const place = failure.place === undefined ? '' : `${placeText(failure.place)} · `;
  return `${place}${failureSentence(failure)}`;
}

const WARNING = <TbAlertTriangleFilled size={16} className={classes.warning} aria-hidden="true" />;

interface AilmentProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly words: string;
  readonly children: ReactNode;
}

function Ailment({ icon, title, words, children }: AilmentProps) {
  return (
    <li className={classes.model}>
      {icon}
      <div className={classes.words}>
        <p className={classes.name}>{title}</p>
        <p>{words}</p>
      </div>
      {children}
    </li>
  );
}
