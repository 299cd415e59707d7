import { TbCircleCheckFilled, TbInfoCircle } from 'react-icons/tb';
import { Link } from '@tanstack/react-router';
import type { BatchingEvidence, BatchingVerdict } from '../../../../server/config/why-not-batching.ts';
import { whyNotBatching } from '../../../../server/config/why-not-batching.ts';
import { Card } from '../../../ui/card.tsx';
import { formatCount, formatMilliseconds } from '../../../ui/format.ts';
import classes from './metrics-tab.module.css';

interface BatchingCardProps {
  readonly evidence: BatchingEvidence;
  /** The time that was counted: `5 min`. */
  readonly span: string;
}

/** Whether requests are joined into batches; if not, the first reason and what to do about it. */
export function BatchingCard({ evidence, span }: BatchingCardProps) {
  const { requests, rows, executions, queueMs, totalMs } = evidence;
  return (
    <Card title="Is batching working?" note={span}>
      {evidence.config.ensemble_scheduling === undefined ? (
        <Answer verdict={whyNotBatching(evidence)} />
      ) : (
        <p>An ensemble joins nothing itself. The models that it runs do: look at their Metrics.</p>
      )}
      {requests === 0 ? null : (
        <dl className={classes.facts}>
          <dt>Average batch</dt>
          <dd>{executions === 0 ? 'unknown' : `${(rows / executions).toFixed(1)} rows`}</dd>
          <dt>Executions</dt>
          <dd>
            {formatCount(executions)} for {formatCount(requests)} {requests === 1 ? 'request' : 'requests'}
          </dd>
          <dt>Queue</dt>
          <dd>
            {formatMilliseconds(queueMs / requests)} of {formatMilliseconds(totalMs / requests)}, the mean
            request
          </dd>
        </dl>
      )}
    </Card>
  );
}

function Answer({ verdict }: { readonly verdict: BatchingVerdict }) {
  if (verdict.state === 'no-requests') return <p>Unknown: no batch ran in this time.</p>;
  if (verdict.state === 'batching') {
    return (
      <p className={classes.answer}>
        <TbCircleCheckFilled size={16} className={classes.good} aria-hidden="true" />
        <span>
          <strong>Yes.</strong> {verdict.requestsPerBatch.toFixed(1)} requests share a batch on the average.
        </span>
      </p>
    );
  }
  return (
    <div className={classes.answer}>
      <TbInfoCircle size={16} className={classes.quiet} aria-hidden="true" />
      <div>
        <p>
          <strong>No.</strong> {verdict.because}
        </p>
        <p>{verdict.fix}</p>
        <WhereToFix verdict={verdict} />
      </div>
    </div>
  );
}

function WhereToFix({ verdict }: { readonly verdict: Extract<BatchingVerdict, { state: 'not-batching' }> }) {
  if (verdict.reason === 'fixed-batch-axis') {
    return (
      <Link to="." search={(previous) => ({ ...previous, tab: undefined })} className={classes.link}>
        Go to the overview
      </Link>
    );
  }
  if (verdict.edit === undefined) return null;
  return (
    <Link to="." search={(previous) => ({ ...previous, tab: 'config' })} className={classes.link}>
      Edit the configuration
    </Link>
  );
}
