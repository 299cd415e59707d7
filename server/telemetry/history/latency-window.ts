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

/** Durations of the last half minute, in slices of which the oldest is dropped. An empty slice takes no memory. */
export class LatencyWindow {
  readonly #slices: (RecordableHistogram | undefined)[] = Array.from({ length: SLICES }, () => undefined);
  #merged: RecordableHistogram | undefined;
  #newest = 0;
  #stale = false;

  record(ns: number): void {
    const slice = (this.#slices[this.#newest] ??= emptyHistogram());
    slice.record(Math.min(LONGEST_NS, Math.max(1, Math.round(ns))));
    this.#stale = true;
  }

  /** Everything in the window. It is reused: read it before the next call. */
  get merged(): RecordableHistogram {
    const merged = (this.#merged ??= emptyHistogram());
    if (this.#stale) {
      merged.reset();
      for (const slice of this.#slices) if (slice !== undefined) merged.add(slice);
      this.#stale = false;
    }
    return merged;
  }

  /** Begins a new slice. @returns the one that has ended; undefined: it is empty */
  turn(): RecordableHistogram | undefined {
    const ended = this.#slices[this.#newest];
    this.#newest = (this.#newest + 1) % SLICES;
    if (this.#slices[this.#newest] !== undefined) this.#stale = true;
    this.#slices[this.#newest] = undefined;
    return ended;
  }
}
