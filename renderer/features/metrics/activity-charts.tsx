import { useMemo } from 'react';
import { formatCount, formatMs } from '../../ui/format.ts';
import { BatchChart } from './chart/batch-chart.tsx';
import { TimeChart } from './chart/time-chart.tsx';
import type { TimelineEvent } from './events/timeline-event.ts';
import {
  batchSizes,
  failures,
  latencies,
  type ModelFilter,
  requestRates,
  waiting,
  whereTimeGoes,
} from './series/activity-of-models.ts';
import type { ShownPoints } from './use-shown-points.ts';

interface ActivityChartsProps {
  readonly shown: ShownPoints;
  readonly events: readonly TimelineEvent[];
  readonly model: ModelFilter;
}

/** What the chosen models were asked and how they answered, chart by chart. */
export function ActivityCharts({ shown, events, model }: ActivityChartsProps) {
  const { points, from, to, stepMs } = shown;
  const data = useMemo(
    () => ({
      rates: requestRates(points, model),
      latencies: latencies(points, model),
      time: whereTimeGoes(points, model),
      waiting: waiting(points, model),
      failures: failures(points, model),
      batches: batchSizes(points, model),
    }),
    [points, model],
  );
  const shared = { from, to, stepMs, events };
  const whose = model ?? 'all models';
  return (
    <>
      <TimeChart
        {...shared}
        title="Requests"
        note="a second, by model"
        kind="lines"
        data={data.rates}
        format={rateWords}
        empty="No request was answered in this time."
      />
      <TimeChart
        {...shared}
        title="Latency"
        note={`ms, windows of 30 s, ${whose}`}
        kind="lines"
        data={data.latencies}
        format={formatMs}
        empty="A quantile needs ten requests beyond it: twenty for the first."
      />
      <TimeChart
        {...shared}
        title="Where the time goes"
        note={`mean ms of a request, ${whose}`}
        kind="stack"
        data={data.time}
        format={formatMs}
        empty="No request was answered in this time."
      />
      <BatchChart batches={data.batches} note={`executions by rows, ${whose}`} />
      <TimeChart
        {...shared}
        title="Waiting requests"
        note={`in queue, ${whose}`}
        kind="steps"
        data={data.waiting}
        format={formatCount}
        empty="Nothing was measured in this time."
      />
      <TimeChart
        {...shared}
        title="Failures"
        note={`by reason, ${whose}`}
        kind="bars"
        data={data.failures}
        format={formatCount}
        empty="Nothing was measured in this time."
      />
    </>
  );
}

function rateWords(rate: number): string {
  return rate >= 100 ? formatCount(Math.round(rate)) : String(Number(rate.toFixed(1)));
}
