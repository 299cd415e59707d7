import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { activityQuery, serverQuery } from '../../queries/desk.ts';
import { formatCount, formatMs } from '../../ui/format.ts';
import { BatchChart } from './chart/batch-chart.tsx';
import { TimeChart } from './chart/time-chart.tsx';
import { DeviceCards } from './devices/device-cards.tsx';
import { EventStrip } from './events/event-strip.tsx';
import { timelineEvents } from './events/timeline-event.ts';
import { MetricsHeader } from './metrics-header.tsx';
import classes from './metrics-page.module.css';
import {
  batchSizes,
  failures,
  latencies,
  requestRates,
  waiting,
  whereTimeGoes,
} from './series/activity-of-models.ts';
import { useMetricsCommands } from './use-metrics-commands.ts';
import { useShownPoints } from './use-shown-points.ts';
import { useMetricsView } from './view.ts';

/** The computer and the server in numbers, as they change. */
export default function MetricsPage() {
  useMetricsCommands();
  const shown = useShownPoints();
  const events = useEventsBetween(shown.from, shown.to);
  return (
    <div className={classes.page}>
      <MetricsHeader />
      <div className={classes.grid}>
        <DeviceCards points={shown.points} />
      </div>
      <div className={classes.grid}>
        <Charts shown={shown} events={events} />
      </div>
      <EventStrip events={events} />
    </div>
  );
}

function useEventsBetween(from: number, to: number) {
  const { data: entries } = useQuery(activityQuery);
  const { data: server } = useQuery(serverQuery);
  return useMemo(
    () => timelineEvents(entries ?? [], server?.startedAt).filter(({ at }) => at >= from && at <= to),
    [entries, server, from, to],
  );
}

interface ChartsProps {
  readonly shown: ReturnType<typeof useShownPoints>;
  readonly events: ReturnType<typeof useEventsBetween>;
}

function Charts({ shown, events }: ChartsProps) {
  const model = useMetricsView((view) => view.model);
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
