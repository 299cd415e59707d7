import { type Interval, Z95 } from './interval.ts';
import { mcnemarMidP } from './mcnemar.ts';

/** One labelled sample and what each side answered; classes are numbered from 0. */
export interface LabelledPair {
  readonly truth: number;
  readonly a: number;
  readonly b: number;
}

/** What became of a sample when B took A's place. */
export type Outcome = 'both-right' | 'fixed' | 'broken' | 'both-wrong';

export interface AccuracyComparison {
  readonly samples: number;
  readonly counts: Readonly<Record<Outcome, number>>;
  /** Samples that got the same class from both, right or wrong. */
  readonly sameAnswer: number;
  /** Shares of right answers, 0..1. */
  readonly a: number;
  readonly b: number;
  /** B minus A in percentage points. */
  readonly difference: number;
  /** 95 %, in percentage points. */
  readonly interval: Interval;
  readonly midP: number;
}

/** What became of one sample. */
export function outcomeOf({ truth, a, b }: LabelledPair): Outcome {
  if (a === truth) return b === truth ? 'both-right' : 'broken';
  return b === truth ? 'fixed' : 'both-wrong';
}

/** Compares two classifiers on the same samples, at least one. */
export function compareAccuracy(pairs: readonly LabelledPair[]): AccuracyComparison {
  const counts = { 'both-right': 0, fixed: 0, broken: 0, 'both-wrong': 0 };
  for (const pair of pairs) counts[outcomeOf(pair)] += 1;
  const samples = pairs.length;
  return {
    samples,
    counts,
    sameAnswer: pairs.filter(({ a, b }) => a === b).length,
    a: (counts['both-right'] + counts.broken) / samples,
    b: (counts['both-right'] + counts.fixed) / samples,
    difference: (100 * (counts.fixed - counts.broken)) / samples,
    interval: differenceInterval(counts.fixed, counts.broken, samples),
    midP: mcnemarMidP(counts.fixed, counts.broken),
  };
}

/**
 * Bonett and Price's adjusted Wald interval of a difference of paired proportions (2012, doi:10.3102/1076998611411915):
 * one pair is added to each discordant count, which keeps it honest for few samples and of some width when none differ.
 */
function differenceInterval(fixed: number, broken: number, samples: number): Interval {
  const onlyB = (fixed + 1) / (samples + 2);
  const onlyA = (broken + 1) / (samples + 2);
  const difference = onlyB - onlyA;
  const spread = Z95 * Math.sqrt((onlyB + onlyA - difference ** 2) / (samples + 2));
  return {
    low: 100 * Math.max(-1, difference - spread),
    high: 100 * Math.min(1, difference + spread),
  };
}

/** Counts of answers, one row a true class and one column an answered class. */
export function confusionMatrix(
  answers: readonly { readonly truth: number; readonly answer: number }[],
  classes: number,
): readonly (readonly number[])[] {
  const rows = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  for (const { truth, answer } of answers) {
    const row = rows[truth];
    if (row?.[answer] !== undefined) row[answer] = (row[answer] ?? 0) + 1;
  }
  return rows;
}
