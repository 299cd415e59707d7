import {
  type AccuracyComparison,
  compareAccuracy,
  type LabelledPair,
  type Outcome,
  outcomeOf,
} from './accuracy.ts';
import { holm } from './holm.ts';
import type { SetFacts } from './input-set.ts';
import type { LatencyComparison, PercentileComparison } from './latency.ts';
import type { NumberDifference } from './output-difference.ts';
import type { ComparisonPlan } from './plan.ts';
import type { ComparisonRun, SampleResult } from './run.ts';
import type { RankedClass } from './top-k.ts';
import { corrected, decide, type Verdict } from './verdict.ts';

/** A labelled sample, its classes, and what became of it. */
export interface JudgedSample {
  /** Its place in the set, from 0. */
  readonly at: number;
  readonly name: string;
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
  readonly maxAbsolute?: number | undefined;
  readonly meanAbsolute?: number | undefined;
  readonly maxRelative?: number | undefined;
  readonly lowestCosine?: number | undefined;
  readonly notFinite: number;
  readonly problem?: string | undefined;
}

/** One side as it was when it was compared. */
export interface SideFacts {
  readonly model: string;
  readonly version: number;
  readonly backend: string;
  /** SHA-256 of each file of the version, by its path inside it. */
  readonly files: Readonly<Record<string, string>>;
  readonly config: string;
}

/** Where a comparison ran. */
export interface Environment {
  readonly inferdeck: string;
  readonly system: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** What else the computer had to do: processes that waited for a core, on average of a minute. */
  readonly load: { readonly before: number; readonly after: number };
}

/** Which sides were compared, when, how, on what, and what matters. */
export interface ReportOrigin {
  /** What the sides are called: `v1`. */
  readonly a: string;
  readonly b: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly plan: ComparisonPlan;
  readonly set: SetFacts;
  readonly sides: { readonly a: SideFacts; readonly b: SideFacts };
  readonly environment: Environment;
  /** What was wrong with rows of the set, in words. */
  readonly remarks: readonly string[];
}

/** What a comparison found. */
export interface Report extends ReportOrigin {
  readonly run: ComparisonRun;
  readonly accuracy?: AccuracyVerdict | undefined;
  readonly latency: LatencyComparison;
  readonly outputs: readonly OutputRow[];
}

export interface AccuracyVerdict {
  readonly numbers: AccuracyComparison;
  readonly verdict: Verdict;
}

/** How many resamples the intervals of a report are drawn from. */
export const RESAMPLES = 1000;

/** Works out everything but the latencies, whose intervals take longer, and corrects all verdicts together. */
export function reportOn(about: ReportOrigin, run: ComparisonRun, latency: LatencyComparison): Report {
  const accuracy = accuracyOf(judgedSamples(run), about.plan.margins.accuracyPoints);
  return {
    ...about,
    run,
    ...correctTogether(accuracy, latency),
    outputs: outputsOf(run),
    remarks: [...about.remarks, ...nanRemarks(about, run)],
  };
}

/** Every question of one screen is a chance to be wrong, so their p-values are corrected together. */
function correctTogether(
  accuracy: AccuracyVerdict | undefined,
  latency: LatencyComparison,
): Pick<Report, 'accuracy' | 'latency'> {
  const asked = latency.percentiles.flatMap(({ p }) => (p === undefined ? [] : [p]));
  const adjusted = holm(accuracy === undefined ? asked : [...asked, accuracy.numbers.midP]);
  let next = 0;
  const percentiles = latency.percentiles.map((row): PercentileComparison => {
    if (row.p === undefined) return row;
    const p = adjusted[next++] ?? 1;
    return { ...row, p, verdict: corrected(row.verdict, p) };
  });
  if (accuracy === undefined) return { latency: { ...latency, percentiles } };
  const verdict = corrected(accuracy.verdict, adjusted.at(-1) ?? 1);
  return { latency: { ...latency, percentiles }, accuracy: { ...accuracy, verdict } };
}

/** The samples whose label is known, and what became of each. */
export function judgedSamples({ results }: Pick<ComparisonRun, 'results'>): readonly JudgedSample[] {
  return results.flatMap(({ at, name, label, ranked }) => {
    if (label === undefined || ranked === undefined) return [];
    const [[a], [b]] = [ranked.a, ranked.b];
    return [{ at, name, label, a, b, outcome: outcomeOf(pairOf(label, a, b)) }];
  });
}

/** What a sample is and what both sides took it for, as numbers. */
export function judgedPair({ label, a, b }: JudgedSample): LabelledPair {
  return pairOf(label, a, b);
}

/** Classes are compared by label: the true one is 0, every other keeps a number of its own. */
function pairOf(label: string, a: RankedClass, b: RankedClass): LabelledPair {
  const classOf = (top: RankedClass) => (top.label === label ? 0 : top.index + 2);
  return { truth: 0, a: classOf(a), b: classOf(b) };
}

function accuracyOf(judged: readonly JudgedSample[], margin: number): AccuracyVerdict | undefined {
  if (judged.length === 0) return undefined;
  const numbers = compareAccuracy(judged.map(judgedPair));
  const { difference, interval, samples } = numbers;
  return { numbers, verdict: decide({ difference, interval, samples, margin, better: 'higher' }) };
}

function nanRemarks({ a, b }: ReportOrigin, { results }: ComparisonRun): readonly string[] {
  const sides = [
    { name: a, of: (difference: NumberDifference) => difference.notFinite.a },
    { name: b, of: (difference: NumberDifference) => difference.notFinite.b },
  ];
  return sides.flatMap(({ name, of }) => {
    const bad = results.filter(({ outputs }) =>
      outputs.some(({ difference }) => difference.state === 'numbers' && of(difference).nan > 0),
    );
    if (bad.length === 0) return [];
    const first = bad[0]?.name ?? '';
    return [`${name} answers NaN to ${bad.length} of ${results.length} samples, first to ${first}.`];
  });
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
