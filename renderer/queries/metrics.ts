import { type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  type MetricsPoint,
  type MetricsRange,
  type MetricsSeries,
  STEPS,
} from '../../server/telemetry/history/contract.ts';
import { fetchJson } from './http.ts';
import { metricsSeries } from './metrics-schema.ts';

/** The numbers of a range; events add a point at the end of each step. */
export function metricsQuery(range: MetricsRange) {
  return queryOptions({
    queryKey: ['metrics', range],
    queryFn: ({ signal }) =>
      fetchJson(`/desk/metrics?range=${encodeURIComponent(range)}`, metricsSeries, signal),
    gcTime: 60_000,
  });
}

/** Adds a point to a range that a page has asked for; what is being fetched may have been read before the point was made. */
export function applyPoint(client: QueryClient, range: MetricsRange, point: MetricsPoint): void {
  const { queryKey } = metricsQuery(range);
  const add = () => void client.setQueryData(queryKey, (series) => series && withPoint(series, point));
  const query = client.getQueryCache().find({ queryKey });
  if (query?.state.fetchStatus === 'fetching') void query.promise?.then(add, () => undefined);
  else add();
}

function withPoint(series: MetricsSeries, point: MetricsPoint): MetricsSeries {
  const last = series.points.at(-1);
  if (last !== undefined && last.at >= point.at) return series;
  return { ...series, points: [...series.points, point].slice(-STEPS) };
}
