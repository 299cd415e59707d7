import { lazy, Suspense } from 'react';
import { Card } from '../../ui/card.tsx';
import { ClassTable } from './class-table.tsx';
import { ConfusionCard } from './confusion-card.tsx';
import { ChangedSamples } from './changed-samples.tsx';
import classes from './compare-report.module.css';
import { LatencyTable } from './latency-table.tsx';
import { OutputsTable } from './outputs-table.tsx';
import type { Report } from '../../../server/comparison/report.ts';
import { VerdictCard } from './verdict-card.tsx';

/** The chart's library is large and only fetched when there is something to draw. */
const LatencyChart = lazy(() => import('./latency-chart.tsx'));

interface CompareReportProps {
  /** Of the comparison. */
  readonly id: string;
  readonly report: Report;
}

/** What a comparison found: the verdict first, then the evidence. */
export function CompareReport({ id, report }: CompareReportProps) {
  const { run, accuracy, latency } = report;
  return (
    <div className={classes.report}>
      <VerdictCard report={report} />
      {report.remarks.length === 0 ? null : (
        <ul className={classes.failures}>
          {report.remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      )}
      {run.failures.length === 0 ? null : (
        <p role="alert" className={classes.failures}>
          {`${run.failures.length} samples are left out; the first, ${run.failures[0]?.name}: ${run.failures[0]?.why}`}
        </p>
      )}
      <div className={classes.columns}>
        <div className={classes.column}>
          <Card title="Latency, share of requests answered">
            <Suspense fallback={<div className={classes.chart} />}>
              <div className={classes.chart}>
                <LatencyChart report={report} />
              </div>
            </Suspense>
          </Card>
          <Card
            title="Latency in milliseconds"
            note={`${latency.samples} each, interleaved, ${run.warmUp} warm-up left out`}
            flush
          >
            <LatencyTable latency={latency} />
          </Card>
          <Card title="Outputs" note="B against A over all samples" flush>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
            <div className={classes.wide} tabIndex={0} role="region" aria-label="Outputs, B against A">
              <OutputsTable outputs={report.outputs} />
            </div>
          </Card>
          {accuracy === undefined ? null : <ClassTable report={report} />}
        </div>
        <div className={classes.column}>
          <ChangedSamples id={id} report={report} />
          {accuracy === undefined ? null : <ConfusionCard report={report} />}
        </div>
      </div>
    </div>
  );
}
