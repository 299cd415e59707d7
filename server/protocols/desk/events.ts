import type { ServerResponse } from 'node:http';
import type { Comparisons } from '../../comparing/comparisons.ts';
import type { ComparisonState } from '../../comparison/comparison-state.ts';
import type { DevicesReading } from '../../devices/contract.ts';
import type { Devices } from '../../devices/devices.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { Activity } from '../../telemetry/activity.ts';
import type { ActivityEntry } from '../../telemetry/activity-entry.ts';
import type { MetricsPoint, MetricsRange } from '../../telemetry/history/contract.ts';
import type { MetricsHistory } from '../../telemetry/history/metrics-history.ts';
import type { LogLines } from '../../telemetry/logs/log-lines.ts';
import type { DeskEvent, ServerFacts } from './contract.ts';
import { tellNewLines } from './log-news.ts';
import { summaryOf } from './model-summary.ts';

/** Proxies and laptops drop silent connections. */
const HEARTBEAT_MS = 15_000;

/** What a window is told of. */
export interface EventSources {
  readonly models: ServedModels;
  readonly activity: Activity;
  readonly comparisons: Comparisons;
  readonly devices: Devices;
  readonly metrics: MetricsHistory;
  readonly logLines: LogLines;
  readonly server: ServerFacts;
}

/** Streams what happens to the models to one window, until it hangs up. */
export function streamEvents(
  response: ServerResponse,
  { models, activity, comparisons, devices, metrics, logLines, server }: EventSources,
): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  });
  const send = (event: DeskEvent) => response.write(`data: ${JSON.stringify(event)}\n\n`);
  const onChange = (name: string) => {
    const model = summaryOf(models, name);
    send(model === undefined ? { type: 'model-removed', name } : { type: 'model', model });
  };
  const heartbeat = setInterval(() => response.write(': alive\n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  const onActivity = (entry: ActivityEntry) => send({ type: 'activity', entry });
  const onComparison = (comparison: ComparisonState) => send({ type: 'comparison', comparison });
  const onReading = (reading: DevicesReading) => send({ type: 'devices', reading });
  const onPoint = (range: MetricsRange, point: MetricsPoint) => send({ type: 'metrics', range, point });
  const hearNoMore = tellNewLines(logLines, (newest) => send({ type: 'logs', newest }));
  models.events.on('change', onChange);
  activity.events.on('change', onActivity);
  comparisons.events.on('change', onComparison);
  devices.events.on('reading', onReading);
  metrics.events.on('point', onPoint);
  response.once('close', () => {
    clearInterval(heartbeat);
    hearNoMore();
    models.events.off('change', onChange);
    activity.events.off('change', onActivity);
    comparisons.events.off('change', onComparison);
    devices.events.off('reading', onReading);
    metrics.events.off('point', onPoint);
  });
  send({ type: 'hello', server });
}
