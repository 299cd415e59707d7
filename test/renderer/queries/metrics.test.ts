import { QueryClient } from '@tanstack/react-query';
import { describe, expect, test } from 'vitest';
import { applyPoint, metricsQuery } from '../../../renderer/queries/metrics.ts';
import type { MetricsPoint, MetricsSeries } from '../../../server/telemetry/history/contract.ts';

const point = (at: number): MetricsPoint => ({
  at,
  seconds: 1,
  versions: [],
  quantiles: {},
  cpu: null,
  memoryUsedBytes: null,
  serverMemoryBytes: null,
  gpus: [],
});
const series = (...ends: readonly number[]): MetricsSeries => ({ range: '5 min', points: ends.map(point) });
const { queryKey } = metricsQuery('5 min');

const ends = (client: QueryClient) => client.getQueryData(queryKey)?.points.map(({ at }) => at);

describe('a point of a range', () => {
  test('is added to what is known, once', () => {
    const client = new QueryClient();
    client.setQueryData(queryKey, series(1, 2));
    applyPoint(client, '5 min', point(3));
    applyPoint(client, '5 min', point(3));
    expect(ends(client)).toEqual([1, 2, 3]);
  });

  test('that comes while the range is fetched is added to what is fetched', async () => {
    const client = new QueryClient();
    let arrive: (series: MetricsSeries) => void = () => undefined;
    const fetched = new Promise<MetricsSeries>((resolve) => (arrive = resolve));
    const fetching = client.fetchQuery({ ...metricsQuery('5 min'), queryFn: () => fetched });
    applyPoint(client, '5 min', point(3));
    arrive(series(1, 2));
    await fetching;
    expect(ends(client)).toEqual([1, 2, 3]);
  });

  test('of a range that no page asks for is not kept', () => {
    const client = new QueryClient();
    applyPoint(client, '5 min', point(3));
    expect(ends(client)).toBeUndefined();
  });
});
