import { confusionMatrix } from './accuracy.ts';
import type { JudgedSample } from './report.ts';

/** How often each class was taken for each, by both sides: a row for a true class, a column for an answered one. */
export interface Confusion {
  readonly classes: readonly string[];
  readonly a: readonly (readonly number[])[];
  readonly b: readonly (readonly number[])[];
}

/** Counts the confusions of both sides over the same samples; classes are all that were true or answered. */
export function confusionOf(judged: readonly JudgedSample[]): Confusion {
  const named = new Set(judged.flatMap(({ label, a, b }) => [label, a.label, b.label]));
  const classes = [...named].sort((x, y) => x.localeCompare(y, 'en', { numeric: true }));
  const at = new Map(classes.map((name, index) => [name, index]));
  const placeOf = (name: string) => at.get(name) ?? 0;
  const matrix = (side: 'a' | 'b') =>
    confusionMatrix(
      judged.map((sample) => ({ truth: placeOf(sample.label), answer: placeOf(sample[side].label) })),
      classes.length,
    );
  return { classes, a: matrix('a'), b: matrix('b') };
}
