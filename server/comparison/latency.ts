import {
  type BootstrapMethod,
  type QuantileIntervals,
  quantileIntervals,
  quantileIntervalsInSteps,
} from './bootstrap.ts';
import type { Interval } from './interval.ts';
import { ascending, minimumSamples, PERCENTILES, quantileOfSorted } from './quantile.ts';
import { hodgesLehmann, type Shift } from './shift.ts';
import { decide, type Verdict } from './verdict.ts';

/** One percentile of both sides, in the unit of the samples. */
export interface PercentileComparison {
  readonly percentile: number;
  readonly a: number;
  readonly b: number;
  readonly difference: number;
  /** 95 %; undefined when there are too few samples for this percentile. */
  readonly interval?: Interval | undefined;
  /** How often chance alone would show a difference beyond the margin; undefined without an interval. */
  readonly p?: number | undefined;
  readonly verdict: Verdict;
}

export interface LatencyComparison {
  readonly samples: number;
  readonly percentiles: readonly PercentileComparison[];
  readonly shift: Shift;
}

export interface LatencyMethod extends BootstrapMethod {
  /** Share of A's value that a difference must exceed to matter: 0.05 is 5 %. */
  readonly relativeMargin: number;
}

/**
 * Compares latencies measured in pairs, at least one.
 * @param a and b at the same place the same input, any one unit of time
 */
export function compareLatency(
  a: readonly number[],
  b: readonly number[],
  method: LatencyMethod,
): LatencyComparison {
  return latencyFrom(a, b, method, quantileIntervals(a, b, PERCENTILES, method));
}

/** The same, giving way to others while the intervals are drawn. Rejects when a pause does. */
export async function compareLatencyInSteps(
  a: readonly number[],
  b: readonly number[],
  method: LatencyMethod & { readonly pause: () => Promise<void> },
): Promise<LatencyComparison> {
  return latencyFrom(a, b, method, await quantileIntervalsInSteps(a, b, PERCENTILES, method));
}

function latencyFrom(
  a: readonly number[],
  b: readonly number[],
  { relativeMargin }: LatencyMethod,
  drawn: readonly QuantileIntervals[],
): LatencyComparison {
  const sorted = { a: ascending(a), b: ascending(b) };
  const percentiles = PERCENTILES.map((percentile, at): PercentileComparison => {
    const valueA = quantileOfSorted(sorted.a, percentile);
    const valueB = quantileOfSorted(sorted.b, percentile);
    const values = { percentile, a: valueA, b: valueB, difference: valueB - valueA };
    const missing = minimumSamples(percentile) - a.length;
    const intervals = drawn[at];
    if (missing > 0 || intervals === undefined) {
      return { ...values, verdict: { state: 'undecided', moreSamples: missing } };
    }
    const margin = valueA * relativeMargin;
    const interval = intervals.difference;
    const evidence = { difference: values.difference, interval, margin, samples: a.length } as const;
    return {
      ...values,
      interval,
      p: chanceOfMargin(intervals.drawn, margin),
      verdict: decide({ ...evidence, better: 'lower' }),
    };
  });
  return { samples: a.length, percentiles, shift: hodgesLehmann(a, b) };
}

/** Two-sided p-value of "the difference does not reach beyond the margin", from the resampled differences. */
function chanceOfMargin(drawn: Float64Array, margin: number): number {
  const notSlower = drawn.filter((difference) => difference <= margin).length;
  const notFaster = drawn.filter((difference) => difference >= -margin).length;
  return Math.min(1, (2 * (Math.min(notSlower, notFaster) + 1)) / (drawn.length + 1));
}
