import { ascending, minimumSamples, quantileOfSorted } from '../../comparison/quantile.ts';
import { type ErrorKind, failureOf } from '../../errors.ts';
import type { ArmState } from './contract.ts';

/** Latencies that percentiles are taken of. */
const REMEMBERED = 3000;
/** So many of the last requests count for the decision to stop. */
const RECENT = 20;
const TOO_MANY = 5;

/** The caller's doing, whichever version answers. */
const CALLERS_FAULT: ReadonlySet<ErrorKind> = new Set([
  'invalid-argument',
  'cancelled',
  'not-found',
  'unsupported',
]);

/** Counts what one version does in a trial. */
export class Arm {
  #requests = 0;
  #failures = 0;
  readonly #latencies: number[] = [];
  readonly #recent: boolean[] = [];

  /** Times what answers a request and passes on what comes of it. */
  async watch<T>(answer: () => Promise<T>): Promise<T> {
    const began = performance.now();
    this.#requests += 1;
    try {
      const answered = await answer();
      this.#latencies.push(performance.now() - began);
      if (this.#latencies.length > REMEMBERED) this.#latencies.shift();
      this.#remember(false);
      return answered;
    } catch (error) {
      if (!CALLERS_FAULT.has(failureOf(error).kind)) this.#remember(true);
      throw error;
    }
  }

  /** Whether at least five of its last twenty requests failed. */
  get failsTooOften(): boolean {
    return this.#recent.filter((failed) => failed).length >= TOO_MANY;
  }

  get state(): ArmState {
    const sorted = ascending(this.#latencies);
    const known = (p: number) => sorted.length >= minimumSamples(p);
    return {
      requests: this.#requests,
      failures: this.#failures,
      ...(known(0.5) && { p50: quantileOfSorted(sorted, 0.5) }),
      ...(known(0.9) && { p90: quantileOfSorted(sorted, 0.9) }),
      ...(known(0.99) && { p99: quantileOfSorted(sorted, 0.99) }),
    };
  }

  #remember(failed: boolean): void {
    if (failed) this.#failures += 1;
    this.#recent.push(failed);
    if (this.#recent.length > RECENT) this.#recent.shift();
  }
}
