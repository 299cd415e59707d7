import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import type { Quantiles } from './contract.ts';

const MILLISECONDS = 1e6;
const LONGEST_NS = 3.6e12;
/** A quantile is told when so many of the values lie beyond it. */
const BEYOND = 10;
const SHARES = { p50: 50, p90: 90, p95: 95, p99: 99 } as const;

/** Nanoseconds with two figures, which is within one percent. */
export function emptyHistogram(): RecordableHistogram {
  return createHistogram({ lowest: 1, highest: LONGEST_NS, figures: 2 });
}

/** The quantiles that can be told, in milliseconds. */
export function quantilesOf(histogram: RecordableHistogram): Quantiles {
  const told = Object.entries(SHARES).filter(
    ([, share]) => histogram.count * (1 - share / 100) >= BEYOND - 1e-6,
  );
  return Object.fromEntries(told.map(([name, share]) => [name, histogram.percentile(share) / MILLISECONDS]));
}

/** Slices of the window, and the seconds of each. */
const SLICES = 5;
export const SLICE_SECONDS = 6;

/** Durations of the last half minute, in slices of which the oldest is dropped. */
export class LatencyWindow {
  readonly #slices = Array.from({ length: SLICES }, emptyHistogram);
  readonly #merged = emptyHistogram();
  #newest = 0;
  #stale = false;

  record(ns: number): void {
    this.#slices[this.#newest]?.record(Math.min(LONGEST_NS, Math.max(1, Math.round(ns))));
    this.#stale = true;
  }

  /** Everything in the window. It is reused: read it before the next call. */
  get merged(): RecordableHistogram {
    if (this.#stale) {
      this.#merged.reset();
      for (const slice of this.#slices) if (slice.count > 0) this.#merged.add(slice);
      this.#stale = false;
    }
    return this.#merged;
  }

  /** Begins a new slice. @param sums take the one that has ended */
  turn(sums: readonly RecordableHistogram[]): void {
    const ended = this.#slices[this.#newest];
    if (ended !== undefined && ended.count > 0) for (const sum of sums) sum.add(ended);
    this.#newest = (this.#newest + 1) % SLICES;
    const oldest = this.#slices[this.#newest];
    if (oldest === undefined || oldest.count === 0) return;
    oldest.reset();
    this.#stale = true;
  }
}
