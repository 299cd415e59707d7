/** The percentiles that a comparison of latencies shows. */
export const PERCENTILES = [0.5, 0.9, 0.95, 0.99] as const;

/** Below a percentile lies most of the evidence; what counts is how many samples lie beyond it. */
const BEYOND = 30;

/**
 * The quantile `p` (0..1) of ascending numbers, interpolated between neighbours (Hyndman and Fan's type 7, the default of
 * R and NumPy). NaN when there are none.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  return low + (high - low) * (at - below);
}

/** Samples without which a percentile says nothing: thirty beyond it on its thinner side, so p90 asks for 300. */
export function minimumSamples(p: number): number {
  return Math.ceil(BEYOND / Math.min(p, 1 - p) - 1e-9);
}

/** Numbers in ascending order, as a copy. */
export function ascending(numbers: ArrayLike<number>): Float64Array {
  return Float64Array.from(numbers).sort();
}
