import type { Measurement, TunedPoint } from './setting.ts';

/** Whether one is at least as good in both ways and better in one. */
export function dominates(a: Measurement, b: Measurement): boolean {
  return a.throughput >= b.throughput && a.p95 <= b.p95 && (a.throughput > b.throughput || a.p95 < b.p95);
}

/** The points that no other one beats in both throughput and latency, by ascending latency. */
export function frontOf(points: readonly TunedPoint[]): readonly TunedPoint[] {
  return points
    .filter(({ measured }) => measured.failed === 0)
    .filter((point, _, whole) => !whole.some((other) => dominates(other.measured, point.measured)))
    .sort((a, b) => a.measured.p95 - b.measured.p95);
}

/**
 * Orders measurements, the better one first: without failures, within the latency budget, then by throughput; where none
 * is within the budget, by latency.
 * @param budgetMs the p95 that is asked for; without one only throughput counts
 */
export function byGoal(budgetMs = Number.POSITIVE_INFINITY): (a: Measurement, b: Measurement) => number {
  const fits = ({ p95, failed }: Measurement) => failed === 0 && p95 <= budgetMs;
  return (a, b) => {
    if (fits(a) !== fits(b)) return fits(a) ? -1 : 1;
    return fits(a) ? b.throughput - a.throughput : a.p95 - b.p95;
  };
}
