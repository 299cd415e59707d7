import { invalidArgument, messageOf } from '../errors.ts';
import { numbersOf } from '../tensors/numbers-of.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { interleave, type PlannedRequest, type Side } from './interleave.ts';
import { compareOutputs, type OutputDifference } from './output-difference.ts';
import { meaningOf } from './output-meaning.ts';
import { type RankedClass, topK } from './top-k.ts';

/** One input that goes to both sides. Its tensors are made when it is its turn, so that a large set fits in memory. */
export interface Sample {
  readonly name: string;
  /** What it shows; undefined when nobody knows. */
  readonly label: string | undefined;
  /** Made anew for each request: whoever is asked may keep the buffers. */
  readonly tensors: () => Promise<readonly Tensor[]>;
}

/** What one side answered, and how long it took. */
export interface SideAnswer {
  readonly outputs: readonly Tensor[];
  readonly milliseconds: number;
}

export interface ComparisonPlan {
  readonly samples: readonly Sample[];
  readonly seed: number;
  /** How often each sample goes to each side. */
  readonly rounds: number;
  /** Requests to each side before the measured ones. */
  readonly warmUp: number;
  /** Class names of the outputs that have some. */
  readonly labels: ReadonlyMap<string, readonly string[] | undefined>;
  /** Asks one side and times it. */
  readonly ask: (side: Side, inputs: readonly Tensor[]) => Promise<SideAnswer>;
}

/** What both sides answered to one sample. */
export interface SampleResult {
  readonly sample: Sample;
  readonly outputs: readonly { readonly name: string; readonly difference: OutputDifference }[];
  /** The likeliest class of each side, where an output holds scores of classes. */
  readonly top: { readonly a: RankedClass; readonly b: RankedClass } | undefined;
}

export interface ComparisonRun {
  /** Of the first round: more rounds only measure the time again. */
  readonly results: readonly SampleResult[];
  /** Milliseconds, at the same place the same input; warm-up left out. */
  readonly latency: { readonly a: readonly number[]; readonly b: readonly number[] };
  readonly warmUp: number;
  /** Samples that could not be sent or were refused, with the reason. */
  readonly failures: readonly { readonly name: string; readonly why: string }[];
}

/**
 * Sends every sample to both sides, interleaved, one request at a time. A sample that a side refuses is left out and
 * told; the rest goes on. Rejects when `signal` aborts.
 */
export async function runComparison(
  plan: ComparisonPlan,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<ComparisonRun> {
  const requests = interleave({ ...plan, samples: plan.samples.length });
  const results: SampleResult[] = [];
  const latency: { a: number[]; b: number[] } = { a: [], b: [] };
  const failures: { name: string; why: string }[] = [];
  for (let at = 0; at < requests.length; at += 2) {
    signal.throwIfAborted();
    onProgress(at, requests.length);
    const pair = requests.slice(at, at + 2);
    const sample = plan.samples[pair[0]?.sample ?? 0];
    const round = pair[0]?.round;
    if (sample === undefined) continue;
    try {
      const answers = await askBoth(plan, pair, sample);
      if (round === 'warm-up') continue;
      latency.a.push(answers.A.milliseconds);
      latency.b.push(answers.B.milliseconds);
      if (round === 0) results.push(resultOf(plan, sample, answers));
    } catch (error) {
      signal.throwIfAborted();
      if (round === 0) failures.push({ name: sample.name, why: messageOf(error) });
    }
  }
  return { results, latency, warmUp: plan.warmUp, failures };
}

/** @throws InferdeckError with the first reason when there is nothing to compare */
export function requireAnswers({ results, failures }: ComparisonRun): void {
  if (results.length > 0) return;
  const why = failures[0]?.why ?? 'There was nothing to send.';
  throw invalidArgument(`No sample got an answer from both versions. ${why}`);
}

type Answers = Readonly<Record<Side, SideAnswer>>;

async function askBoth(
  { ask }: ComparisonPlan,
  pair: readonly PlannedRequest[],
  sample: Sample,
): Promise<Answers> {
  const first = pair[0]?.side ?? 'A';
  const second = first === 'A' ? 'B' : 'A';
  const early = await ask(first, await sample.tensors());
  const late = await ask(second, await sample.tensors());
  return first === 'A' ? { A: early, B: late } : { A: late, B: early };
}

function resultOf({ labels }: ComparisonPlan, sample: Sample, { A, B }: Answers): SampleResult {
  const both = A.outputs.flatMap((a) => {
    const b = B.outputs.find(({ name }) => name === a.name);
    return b === undefined ? [] : [{ a, b }];
  });
  const tops = both.flatMap(({ a, b }) => {
    const [topA, topB] = [topOf(a, labels.get(a.name)), topOf(b, labels.get(b.name))];
    return topA === undefined || topB === undefined ? [] : [{ a: topA, b: topB }];
  });
  return {
    sample,
    outputs: both.map(({ a, b }) => ({ name: a.name, difference: compareOutputs(a, b) })),
    top: tops[0],
  };
}

function topOf(output: Tensor, labels: readonly string[] | undefined): RankedClass | undefined {
  const numbers = numbersOf(output);
  const meaning = meaningOf(output, numbers, labels);
  return meaning.kind === 'classes' ? topK(numbers.subarray(0, meaning.classes), 1, labels)[0] : undefined;
}
