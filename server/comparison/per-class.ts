import { compareAccuracy, type LabelledPair } from './accuracy.ts';
import type { Confusion } from './confusion.ts';
import type { Interval } from './interval.ts';
import { judgedPair, type JudgedSample } from './report.ts';

/** How well one side tells one class, as shares 0..1; undefined where nothing was there to be right about. */
export interface ClassScores {
  /** Of the samples of this class, those that got it. */
  readonly recall: number | undefined;
  /** Of the samples that got this class, those that are of it. */
  readonly precision: number | undefined;
  /** The harmonic mean of both: twice the right ones, over all that are of the class and all that got it. */
  readonly f1: number | undefined;
}

/** One class on both sides. */
export interface ClassRow {
  readonly name: string;
  /** Samples that are of this class. */
  readonly samples: number;
  readonly a: ClassScores;
  readonly b: ClassScores;
  /** 95 % of the difference in recall, in percentage points, for this class alone; undefined without samples. */
  readonly recallInterval: Interval | undefined;
}

/** How both sides do in each class, in the order of `classes`. */
export function perClass(judged: readonly JudgedSample[], { classes, a, b }: Confusion): readonly ClassRow[] {
  const pairs = new Map<string, LabelledPair[]>();
  for (const sample of judged) {
    const own = pairs.get(sample.label) ?? [];
    pairs.set(sample.label, own);
    own.push(judgedPair(sample));
  }
  return classes.map((name, at): ClassRow => {
    const own = pairs.get(name) ?? [];
    return {
      name,
      samples: own.length,
      a: scoresOf(a, at),
      b: scoresOf(b, at),
      recallInterval: own.length === 0 ? undefined : compareAccuracy(own).interval,
    };
  });
}

function scoresOf(matrix: Confusion['a'], at: number): ClassScores {
  const right = matrix[at]?.[at] ?? 0;
  const is = (matrix[at] ?? []).reduce((sum, count) => sum + count, 0);
  const answered = matrix.reduce((sum, row) => sum + (row[at] ?? 0), 0);
  return { recall: share(right, is), precision: share(right, answered), f1: share(2 * right, is + answered) };
}

function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
