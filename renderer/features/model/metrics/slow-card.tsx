import { Link } from '@tanstack/react-router';
import { type SlownessEvidence, type SlowStage, whySlow } from '../../../../server/config/why-slow.ts';
import { Card } from '../../../ui/card.tsx';
import { formatMilliseconds } from '../../../ui/format.ts';
import classes from './metrics-tab.module.css';

interface SlowCardProps {
  readonly evidence: SlownessEvidence;
  /** The time that was counted: `5 min`. */
  readonly span: string;
}

const STAGES: Readonly<Record<SlowStage, string>> = {
  queue: 'waiting in the queue',
  compute: 'computing',
  tensors: 'moving tensors',
  server: 'around the model',
};

/** Where most of the time of a request goes, and the first thing to try. */
export function SlowCard({ evidence, span }: SlowCardProps) {
  return (
    <Card title="Why is it slow?" note={span}>
      <Answer evidence={evidence} />
    </Card>
  );
}

function Answer({ evidence }: Pick<SlowCardProps, 'evidence'>) {
  const reason = whySlow(evidence);
  if (evidence.config.ensemble_scheduling !== undefined) {
    return <p>An ensemble takes the time of the models that it runs: look at their Metrics.</p>;
  }
  if (reason === undefined) return <p>Unknown: no request was answered in this time.</p>;
  const { stage, share, because, fix, inConfig } = reason;
  return (
    <>
      <p>{because}</p>
      <p>
        <strong>Try first:</strong> {fix}
      </p>
      {inConfig ? (
        <Link to="." search={(previous) => ({ ...previous, tab: 'config' })} className={classes.link}>
          Edit the configuration
        </Link>
      ) : null}
      <dl className={classes.facts}>
        <dt>Mean request</dt>
        <dd>{formatMilliseconds(evidence.totalMs / evidence.requests)}</dd>
        <dt>Most of it</dt>
        <dd>
          {Math.round(share * 100)} % {STAGES[stage]}
        </dd>
      </dl>
    </>
  );
}
