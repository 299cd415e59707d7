import type { Interval } from './interval.ts';
import { quantileOfSorted } from './quantile.ts';
import { seededRandom } from './seeded-random.ts';

/** How an interval was drawn; the same method on the same samples gives the same interval. */
export interface BootstrapMethod {
  readonly seed: number;
  readonly resamples: number;
}

/** Intervals of one percentile: of A, of B and of B minus A, in the unit of the samples. */
export interface QuantileIntervals {
  readonly a: Interval;
  readonly b: Interval;
  readonly difference: Interval;
  /** Every resampled difference, ascending. */
  readonly drawn: Float64Array;
}

/** Resamples between two pauses: a few milliseconds of work for a thousand samples. */
const ROUNDS_AT_A_TIME = 20;

/**
 * 95 % bootstrap intervals of percentiles of paired samples. Whole runs of neighbouring pairs are drawn (a circular block
 * bootstrap with blocks of n^1/3), because the latencies of neighbouring requests depend on each other.
 * @param a and b the same number of samples; those at the same place were measured on the same input
 * @param percentiles each between 0 and 1
 */
export function quantileIntervals(
  a: readonly number[],
  b: readonly number[],
  percentiles: readonly number[],
  method: BootstrapMethod,
): readonly QuantileIntervals[] {
  const drawing = drawIntervals(a, b, percentiles, method);
  for (;;) {
    const { done, value } = drawing.next();
    if (done === true) return value;
  }
}

/** The same, giving way to others every few milliseconds; rejects when a pause does. */
export async function quantileIntervalsInSteps(
  a: readonly number[],
  b: readonly number[],
  percentiles: readonly number[],
  { pause, ...method }: BootstrapMethod & { readonly pause: () => Promise<void> },
): Promise<readonly QuantileIntervals[]> {
  const drawing = drawIntervals(a, b, percentiles, method);
  for (;;) {
    const { done, value } = drawing.next();
    if (done === true) return value;
    await pause();
  }
}

function* drawIntervals(
  a: readonly number[],
  b: readonly number[],
  percentiles: readonly number[],
  { seed, resamples }: BootstrapMethod,
): Generator<undefined, readonly QuantileIntervals[]> {
  const random = seededRandom(seed);
  const drawn = percentiles.map(() => ({ a: new Float64Array(resamples), b: new Float64Array(resamples) }));
  for (let round = 0; round < resamples; round++) {
    if (round % ROUNDS_AT_A_TIME === ROUNDS_AT_A_TIME - 1) yield;
    const places = drawBlocks(a.length, random);
    const sortedA = Float64Array.from(places, (place) => a[place] ?? Number.NaN).sort();
    const sortedB = Float64Array.from(places, (place) => b[place] ?? Number.NaN).sort();
    drawn.forEach((quantiles, at) => {
      quantiles.a[round] = quantileOfSorted(sortedA, percentiles[at] ?? 0);
      quantiles.b[round] = quantileOfSorted(sortedB, percentiles[at] ?? 0);
    });
  }
  return drawn.map(intervalsOf);
}

function intervalsOf({ a, b }: { readonly a: Float64Array; readonly b: Float64Array }): QuantileIntervals {
  const drawn = b.map((value, at) => value - (a[at] ?? Number.NaN)).sort();
  return { a: middle95(a), b: middle95(b), difference: middle95(drawn), drawn };
}

function drawBlocks(count: number, random: () => number): Uint32Array {
  const blockLength = Math.max(1, Math.round(Math.cbrt(count)));
  const places = new Uint32Array(count);
  let start = 0;
  for (let at = 0; at < count; at++) {
    if (at % blockLength === 0) start = Math.floor(random() * count);
    places[at] = (start + (at % blockLength)) % count;
  }
  return places;
}

function middle95(values: Float64Array): Interval {
  const sorted = Float64Array.from(values).sort();
  return { low: quantileOfSorted(sorted, 0.025), high: quantileOfSorted(sorted, 0.975) };
}
