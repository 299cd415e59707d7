import type { Interval } from './interval.ts';

/** What the evidence allows to say about B. */
export type Verdict =
  | { readonly state: 'better' | 'worse' | 'equivalent' }
  | {
      readonly state: 'undecided';
      /** How many samples more would probably decide; undefined when more would hardly help. */
      readonly moreSamples?: number | undefined;
    };

export interface Evidence {
  /** B minus A. */
  readonly difference: number;
  readonly interval: Interval;
  /** A difference smaller than this does not matter; same unit. */
  readonly margin: number;
  readonly samples: number;
  /** Which direction is good. */
  readonly better: 'higher' | 'lower';
}

/** Beyond so many times the samples already taken, more of them is no advice. */
const PRACTICAL = 200;

/**
 * Better or worse when the whole interval lies beyond the margin, equivalent when it lies within it, otherwise undecided:
 * a difference is neither claimed nor denied before it is known to matter.
 */
export function decide(evidence: Evidence): Verdict {
  const { interval, margin, better } = evidence;
  if (interval.low > -margin && interval.high < margin) return { state: 'equivalent' };
  if (interval.low > margin) return { state: better === 'higher' ? 'better' : 'worse' };
  if (interval.high < -margin) return { state: better === 'lower' ? 'better' : 'worse' };
  return { state: 'undecided', moreSamples: samplesNeeded(evidence) };
}

/** What is left of a claim once the other questions of the same screen are counted in; 0.05 is the limit. */
export function corrected(verdict: Verdict, adjustedP: number): Verdict {
  const claims = verdict.state === 'better' || verdict.state === 'worse';
  return claims && adjustedP > 0.05 ? { state: 'undecided' } : verdict;
}

/** An interval narrows with the root of the samples; it has to fit between the difference and the nearest margin. */
function samplesNeeded({ difference, interval, margin, samples }: Evidence): number | undefined {
  const room = Math.abs(Math.abs(difference) - margin);
  const halfWidth = Math.max(interval.high - difference, difference - interval.low);
  const factor = (halfWidth / room) ** 2;
  if (!(factor < PRACTICAL)) return undefined;
  return roundUp(Math.max(samples * (factor - 1), 1));
}

/** Up to two digits that count: 1,834 becomes 1,900. */
function roundUp(count: number): number {
  const step = Math.max(1, 10 ** (Math.floor(Math.log10(count)) - 1));
  return Math.ceil(count / step) * step;
}
