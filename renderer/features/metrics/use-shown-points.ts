import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type MetricsPoint, STEP_SECONDS, STEPS } from '../../../server/telemetry/history/contract.ts';
import { metricsQuery } from '../../queries/metrics.ts';
import { useMetricsView } from './view.ts';

/** The points that the page shows, and the stretch of time that its charts span. */
export interface ShownPoints {
  readonly points: readonly MetricsPoint[];
  readonly from: number;
  readonly to: number;
  readonly stepMs: number;
  readonly isLoading: boolean;
}

const NONE: readonly MetricsPoint[] = [];

/** Follows the range, the pause and the zoom of the view. */
export function useShownPoints(): ShownPoints {
  const range = useMetricsView((view) => view.range);
  const pausedAt = useMetricsView((view) => view.pausedAt);
  const zoom = useMetricsView((view) => view.zoom);
  const { data } = useQuery(metricsQuery(range));
  const all = data?.points ?? NONE;
  return useMemo(() => {
    const stepMs = STEP_SECONDS[range] * 1000;
    const until = pausedAt ?? Number.POSITIVE_INFINITY;
    const kept = all.filter(({ at }) => at <= until);
    const last = kept.at(-1)?.at ?? 0;
    const [from, to] = zoom ?? [last - stepMs * STEPS, last];
    const points = kept.filter(({ at }) => at >= from && at <= to);
    return { points, from, to, stepMs, isLoading: data === undefined };
  }, [all, data, range, pausedAt, zoom]);
}
