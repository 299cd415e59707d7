import { type Interval, Z95 } from './interval.ts';
import { ascending } from './quantile.ts';

/** How far B lies from A, in the unit of the samples, with its 95 % interval. */
export interface Shift {
  readonly estimate: number;
  readonly interval: Interval;
}

/**
 * The Hodges–Lehmann shift of paired samples: the median of all averages of two differences (Walsh averages), which a
 * few outliers cannot move. Its interval is that of Wilcoxon's signed-rank test in the normal approximation.
 * @param a and b the same number of samples, at least one
 */
export function hodgesLehmann(a: readonly number[], b: readonly number[]): Shift {
  const differences = ascending(b.map((value, at) => value - (a[at] ?? Number.NaN)));
  const count = differences.length;
  const averages = (count * (count + 1)) / 2;
  const spread = Z95 * Math.sqrt((count * (count + 1) * (2 * count + 1)) / 24);
  const outer = Math.max(1, Math.floor(averages / 2 - spread));
  const walsh = (rank: number) => walshAverage(differences, rank);
  return {
    estimate: (walsh(Math.floor((averages + 1) / 2)) + walsh(Math.ceil((averages + 1) / 2))) / 2,
    interval: { low: walsh(outer), high: walsh(averages + 1 - outer) },
  };
}

/** The `rank`-th smallest Walsh average, found by bisection: listing them all would take n² numbers. */
function walshAverage(sorted: Float64Array, rank: number): number {
  let low = sorted[0] ?? Number.NaN;
  let high = sorted.at(-1) ?? Number.NaN;
  if (countUpTo(sorted, low) >= rank) return low;
  for (let middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2) {
    if (countUpTo(sorted, middle) >= rank) high = middle;
    else low = middle;
  }
  return high;
}

/** How many Walsh averages are at most `limit`; one walk from both ends. */
function countUpTo(sorted: Float64Array, limit: number): number {
  let count = 0;
  let right = sorted.length - 1;
  for (let left = 0; left <= right; left++) {
    while (right >= left && (sorted[left] ?? 0) + (sorted[right] ?? 0) > 2 * limit) right--;
    count += Math.max(0, right - left + 1);
  }
  return count;
}
