import {
  type AccuracyComparison,
  compareAccuracy,
  type LabelledPair,
  type Outcome,
  outcomeOf,
} from './accuracy.ts';
import type { LatencyComparison } from './latency.ts';
import type { NumberDifference } from './output-difference.ts';
import { decide, type Verdict } from './verdict.ts';
import type { RankedClass } from './top-k.ts';
import type { ComparisonRun, SampleResult } from './run.ts';

/** Differences smaller than these do not matter. */
export interface Margins {
  /** Percentage points. */
  readonly accuracyPoints: number;
  /** Share of A's latency: 0.05 is 5 %. */
  readonly relativeLatency: number;
}

/** The margins of whoever chose none. */
export const MARGINS: Margins = { accuracyPoints: 0.5, relativeLatency: 0.05 };

/** A labelled sample, its classes, and what became of it. */
export interface JudgedSample {
  readonly result: SampleResult;
  readonly a: RankedClass;
  readonly b: RankedClass;
  readonly label: string;
  readonly outcome: Outcome;
}

/** One output over all samples. */
export interface OutputRow {
  readonly name: string;
  readonly compared: number;
  /** Samples of which at least one element lies outside the tolerance. */
  readonly differing: number;
  readonly maxAbsolute: number | undefined;
  readonly meanAbsolute: number | undefined;
  readonly maxRelative: number | undefined;
  readonly lowestCosine: number | undefined;
  readonly notFinite: number;
  readonly problem: string | undefined;
}

/** What a comparison found. */
export interface Report {
  /** What the sides are called: `v1`. */
  readonly a: string;
  readonly b: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly margins: Margins;
  readonly run: ComparisonRun;
  readonly accuracy: { readonly numbers: AccuracyComparison; readonly verdict: Verdict } | undefined;
  readonly judged: readonly JudgedSample[];
  readonly latency: LatencyComparison;
  readonly outputs: readonly OutputRow[];
}

/** Which sides were compared, when, and what matters. */
type ReportOrigin = Pick<Report, 'a' | 'b' | 'at' | 'margins'>;

/** Works out everything but the latencies, whose intervals take longer. */
export function reportOn(about: ReportOrigin, run: ComparisonRun, latency: LatencyComparison): Report {
  const judged = judge(run.results);
  return {
    ...about,
    run,
    judged,
    latency,
    accuracy: accuracyOf(judged, about.margins.accuracyPoints),
    outputs: outputsOf(run),
  };
}

function judge(results: readonly SampleResult[]): readonly JudgedSample[] {
  return results.flatMap((result) => {
    const { label } = result.sample;
    if (label === undefined || result.top === undefined) return [];
    const { a, b } = result.top;
    return [{ result, label, a, b, outcome: outcomeOf(pairOf(label, a, b)) }];
  });
}

/** Classes are compared by label; the label may be none that the model knows, so it gets a number of its own. */
function pairOf(label: string, a: RankedClass, b: RankedClass): LabelledPair {
  const classOf = (top: RankedClass) => (top.label === label ? -1 : top.index);
  return { truth: -1, a: classOf(a), b: classOf(b) };
}

function accuracyOf(judged: readonly JudgedSample[], margin: number): Report['accuracy'] {
  if (judged.length === 0) return undefined;
  const numbers = compareAccuracy(judged.map(({ label, a, b }) => pairOf(label, a, b)));
  const { difference, interval, samples } = numbers;
  const evidence = {
    difference,
    interval,
    samples,
    margin,
    better: 'higher',
  } as const;
  return { numbers, verdict: decide(evidence) };
}

function outputsOf({ results }: ComparisonRun): readonly OutputRow[] {
  const names = results[0]?.outputs.map(({ name }) => name) ?? [];
  return names.map((name) => rowOf(name, results));
}

function rowOf(name: string, results: readonly SampleResult[]): OutputRow {
  const all = results.flatMap(({ outputs }) => outputs.filter((output) => output.name === name));
  const differences = all.map(({ difference }) => difference);
  const numbers = differences.filter((difference) => difference.state === 'numbers');
  const largest = (of: (difference: NumberDifference) => number) =>
    numbers.length === 0 ? undefined : Math.max(...numbers.map(of));
  const cosines = numbers.flatMap(({ cosine }) => (cosine === undefined ? [] : [cosine]));
  const problem = differences.find((difference) => difference.state === 'incomparable');
  return {
    name,
    compared: differences.length,
    differing: differences.filter(
      (difference) => difference.state !== 'incomparable' && difference.mismatches > 0,
    ).length,
    maxAbsolute: largest(({ maxAbsolute }) => maxAbsolute),
    meanAbsolute:
      numbers.length === 0
        ? undefined
        : numbers.reduce((sum, { meanAbsolute }) => sum + meanAbsolute, 0) / numbers.length,
    maxRelative: largest(({ maxRelative }) => maxRelative),
    lowestCosine: cosines.length === 0 ? undefined : Math.min(...cosines),
    notFinite: numbers.reduce(
      (sum, { notFinite: { a, b } }) => sum + a.nan + a.infinite + b.nan + b.infinite,
      0,
    ),
    problem: problem?.reason,
  };
}
