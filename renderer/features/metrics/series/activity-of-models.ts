import type { MetricsPoint, Quantiles, VersionPoint } from '../../../../server/telemetry/history/contract.ts';
import type { ChartData, ChartLine, ChartRow } from './chart-data.ts';

/** Undefined: all models. */
export type ModelFilter = string | undefined;

const LINES: readonly Omit<ChartLine, 'label'>[] = [
  { color: 'var(--s1)' },
  { color: 'var(--s2)', dash: '7 3' },
  { color: 'var(--s3)', dash: '2 3' },
  { color: 'var(--s4)', dash: '8 3 2 3' },
];
const OTHERS: ChartLine = { label: 'others', color: 'var(--s5)' };

/** What the chosen models did in a step. */
export function versionsOf(point: MetricsPoint, model: ModelFilter): readonly VersionPoint[] {
  return point.versions.filter((version) => model === undefined || version.model === model);
}

function total(versions: readonly VersionPoint[], of: (version: VersionPoint) => number): number {
  return versions.reduce((sum, version) => sum + of(version), 0);
}

function rowsOf(
  points: readonly MetricsPoint[],
  values: (point: MetricsPoint) => ChartRow['values'],
): readonly ChartRow[] {
  return points.map((point) => ({ at: point.at, values: values(point) }));
}

/** Answered requests a second: a line for each of the four busiest models, one for the rest. */
export function requestRates(points: readonly MetricsPoint[], model: ModelFilter): ChartData {
  const totals = new Map<string, number>();
  for (const version of points.flatMap((point) => versionsOf(point, model))) {
    totals.set(version.model, (totals.get(version.model) ?? 0) + version.requests);
  }
  const names = [...totals].sort(([, a], [, b]) => b - a).map(([name]) => name);
  const shown = names.slice(0, LINES.length);
  const rest = names.length > shown.length;
  const lines = shown.map((label, index) => ({ label, color: 'var(--s1)', ...LINES[index] }));
  const rate = (point: MetricsPoint, belongs: (name: string) => boolean) =>
    total(
      point.versions.filter((version) => belongs(version.model)),
      ({ requests }) => requests,
    ) / point.seconds;
  return {
    lines: rest ? [...lines, OTHERS] : lines,
    rows: rowsOf(points, (point) => [
      ...shown.map((name) => rate(point, (other) => other === name)),
      ...(rest ? [rate(point, (name) => names.includes(name) && !shown.includes(name))] : []),
    ]),
  };
}

/** Latency quantiles of whole requests; of one model: of its version that answered most. */
export function latencies(points: readonly MetricsPoint[], model: ModelFilter): ChartData {
  const quantiles = (point: MetricsPoint): Quantiles => {
    if (model === undefined) return point.quantiles;
    const busiest = versionsOf(point, model).toSorted((a, b) => b.requests - a.requests);
    return busiest.find(({ quantiles: { request } }) => request.p50 !== undefined)?.quantiles.request ?? {};
  };
  return {
    lines: [
      { label: 'p50', color: 'var(--p50)' },
      { label: 'p90', color: 'var(--p90)', dash: '6 3' },
      { label: 'p95', color: 'var(--p95)', dash: '2 3' },
    ],
    rows: rowsOf(points, (point) => {
      const { p50 = null, p90 = null, p95 = null } = quantiles(point);
      return [p50, p90, p95];
    }),
  };
}

/** Milliseconds of the mean request: compute, queue, and everything else. */
export function whereTimeGoes(points: readonly MetricsPoint[], model: ModelFilter): ChartData {
  return {
    lines: [
      { label: 'compute', color: 'var(--s1)' },
      { label: 'queue', color: 'var(--s2)' },
      { label: 'the rest', color: 'var(--s5)' },
    ],
    rows: rowsOf(points, (point) => {
      const versions = versionsOf(point, model);
      const requests = total(versions, (version) => version.requests);
      if (requests === 0) return [null, null, null];
      const [whole, compute, queue] = (['request', 'compute', 'queue'] as const).map(
        (stage) => total(versions, ({ spent }) => spent[stage]) / requests,
      );
      return [compute ?? 0, queue ?? 0, Math.max(0, (whole ?? 0) - (compute ?? 0) - (queue ?? 0))];
    }),
  };
}

/** The longest queue of each step. */
export function waiting(points: readonly MetricsPoint[], model: ModelFilter): ChartData {
  return {
    lines: [{ label: 'waiting', color: 'var(--s2)' }],
    rows: rowsOf(points, (point) => [total(versionsOf(point, model), (version) => version.waiting)]),
  };
}

const REASONS: Readonly<Record<string, ChartLine>> = {
  REJECTED: { label: 'refused or expired', color: 'var(--s4)' },
  BACKEND: { label: 'failed in the model', color: 'var(--s2)', dash: '7 3' },
  CANCELED: { label: 'cancelled', color: 'var(--s3)' },
  OTHER: { label: 'not a valid request', color: 'var(--s5)' },
};

/** Failed requests of each step by reason. */
export function failures(points: readonly MetricsPoint[], model: ModelFilter): ChartData {
  const reasons = Object.keys(REASONS);
  return {
    lines: reasons.map((reason) => REASONS[reason] ?? OTHERS),
    rows: rowsOf(points, (point) =>
      reasons.map((reason) => total(versionsOf(point, model), (version) => version.failures[reason] ?? 0)),
    ),
  };
}

/** Executions by the number of rows, ascending. */
export function batchSizes(
  points: readonly MetricsPoint[],
  model: ModelFilter,
): readonly { readonly size: number; readonly executions: number }[] {
  const counts = new Map<number, number>();
  for (const [size, count] of points.flatMap((point) => versionsOf(point, model)).flatMap((v) => v.batches)) {
    counts.set(size, (counts.get(size) ?? 0) + count);
  }
  return [...counts].sort(([a], [b]) => a - b).map(([size, executions]) => ({ size, executions }));
}
