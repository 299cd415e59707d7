import { type BootstrapMethod, quantileIntervals } from './bootstrap.ts';
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
  readonly interval: Interval | undefined;
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
  const sorted = { a: ascending(a), b: ascending(b) };
  const intervals = quantileIntervals(a, b, PERCENTILES, method);
  const percentiles = PERCENTILES.map((percentile, at): PercentileComparison => {
    const valueA = quantileOfSorted(sorted.a, percentile);
    const valueB = quantileOfSorted(sorted.b, percentile);
    const difference = valueB - valueA;
    const missing = minimumSamples(percentile) - a.length;
    const interval = missing > 0 ? undefined : intervals[at]?.difference;
    const margin = valueA * method.relativeMargin;
    const verdict =
      interval === undefined
        ? ({ state: 'undecided', moreSamples: missing } as const)
        : decide({ difference, interval, margin, samples: a.length, better: 'lower' });
    return { percentile, a: valueA, b: valueB, difference, interval, verdict };
  });
  return { samples: a.length, percentiles, shift: hodgesLehmann(a, b) };
}
