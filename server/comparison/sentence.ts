import type { AccuracyComparison } from './accuracy.ts';
import type { PercentileComparison } from './latency.ts';
import type { Verdict } from './verdict.ts';

/** Each verdict in two words, with a sign that does not need its colour. */
export const VERDICT_WORDS = {
  better: '↑ B better',
  worse: '↓ B worse',
  equivalent: '= Equivalent',
  undecided: '? Undecided',
} as const satisfies Record<Verdict['state'], string>;

/** What the evidence says about how right B is, e.g. `v2 is more accurate by 7.0 points`. */
export function accuracySentence(name: string, accuracy: AccuracyComparison, verdict: Verdict): string {
  const points = `${Math.abs(accuracy.difference).toFixed(1)} points`;
  if (verdict.state === 'undecided') {
    return `which is more accurate is undecided, ${needs(verdict.moreSamples, 'samples')}`;
  }
  if (verdict.state === 'better') return `${name} is more accurate by ${points}`;
  if (verdict.state === 'worse') return `${name} is less accurate by ${points}`;
  return `${name} is as accurate`;
}

/** What the evidence says about how soon B answers, at one percentile in milliseconds. */
export function latencySentence(name: string, latency: PercentileComparison): string {
  const { verdict } = latency;
  const by = `${Math.abs(latency.difference).toFixed(2)} ms`;
  if (verdict.state === 'undecided') {
    return `which is faster is undecided, ${needs(verdict.moreSamples, 'requests')}`;
  }
  if (verdict.state === 'better') return `${name} answers ${by} sooner`;
  if (verdict.state === 'worse') return `${name} answers ${by} later`;
  return `${name} answers as fast`;
}

/** `needs about 180 more samples`, or that more would hardly help. */
export function needs(more: number | undefined, unit: 'samples' | 'requests'): string {
  if (more === undefined) return `more ${unit} would hardly decide it`;
  return `needs about ${more.toLocaleString('en-US')} more ${unit}`;
}
