/** What a tensor's numbers look like; extremes, mean and norm are over the finite ones. */
export interface TensorSummary {
  readonly count: number;
  readonly finite: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Euclidean length. */
  readonly norm: number;
}

/** Counts, extremes, mean and norm of numbers. Without a finite number the latter are NaN. */
export function summarize(numbers: ArrayLike<number>): TensorSummary {
  let [finite, sum, squares] = [0, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] ?? Number.NaN;
    if (!Number.isFinite(number)) continue;
    finite++;
    sum += number;
    squares += number * number;
    min = Math.min(min, number);
    max = Math.max(max, number);
  }
  const count = numbers.length;
  if (finite === 0) {
    return { count, finite, min: Number.NaN, max: Number.NaN, mean: Number.NaN, norm: Number.NaN };
  }
  return { count, finite, min, max, mean: sum / finite, norm: Math.sqrt(squares) };
}

/** How many finite numbers fall into each of `bins` equal steps between the extremes. */
export function histogram(numbers: ArrayLike<number>, bins: number): readonly number[] {
  const { min, max, finite } = summarize(numbers);
  const counts = Array.from({ length: bins }, () => 0);
  if (finite === 0) return counts;
  const width = max - min || 1;
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] ?? Number.NaN;
    if (!Number.isFinite(number)) continue;
    const bin = Math.min(bins - 1, Math.floor(((number - min) / width) * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** The largest distance between two equally long rows of numbers, and where it is; undefined when lengths differ. */
export function largestDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): { readonly difference: number; readonly index: number } | undefined {
  if (a.length !== b.length || a.length === 0) return undefined;
  let [difference, index] = [0, 0];
  for (let at = 0; at < a.length; at++) {
    const distance = Math.abs((a[at] ?? 0) - (b[at] ?? 0));
    if (distance > difference) [difference, index] = [distance, at];
  }
  return { difference, index };
}
