import { seeded } from '../support/seeded.ts';
import type { FuzzTarget } from './target.ts';

export interface FuzzFailure {
  /** `--seed` and `--runs 1` with this seed repeat it. */
  readonly seed: number;
  readonly input: string | Uint8Array;
  readonly error: unknown;
}

export interface FuzzResult {
  readonly runs: number;
  readonly slowestMs: number;
  readonly failure?: FuzzFailure;
}

/** More of the processor than this for one small input, and something runs in circles. */
const LONGEST_MS = 2000;

/** Gives a target `runs` inputs, one for each seed from `seed` on, and stops at the first that it does not withstand. */
export function fuzz(
  target: FuzzTarget,
  seed: number,
  runs: number,
  onRun: (run: number) => void = () => undefined,
): FuzzResult {
  let slowestMs = 0;
  for (let run = 0; run < runs; run += 1) {
    const random = seeded(seed + run);
    const input = target.input(random);
    const began = process.cpuUsage();
    try {
      target.check(input, random);
      const took = process.cpuUsage(began).user / 1000;
      slowestMs = Math.max(slowestMs, took);
      if (took > LONGEST_MS) throw new Error(`one input took ${Math.round(took)} ms`);
    } catch (error) {
      return { runs: run + 1, slowestMs, failure: { seed: seed + run, input, error } };
    }
    onRun(run);
  }
  return { runs, slowestMs };
}
