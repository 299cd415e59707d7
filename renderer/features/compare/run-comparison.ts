import { compareOutputs, type OutputDifference } from '../../../server/comparison/output-difference.ts';
import { interleave, type PlannedRequest, type Side } from '../../../server/comparison/interleave.ts';
import type { ModelDetail } from '../../../server/protocols/desk/contract.ts';
import { numbersOf } from '../../../server/tensors/numbers-of.ts';
import type { Tensor } from '../../../server/tensors/tensor.ts';
import { infer, type TimedAnswer } from '../../queries/infer.ts';
import { meaningOf } from '../playground/result/output-meaning.ts';
import { type RankedClass, topK } from '../playground/result/top-k.ts';
import type { Sample } from './samples.ts';

export interface ComparisonSpec {
  readonly detail: ModelDetail;
  readonly a: number;
  readonly b: number;
  readonly samples: readonly Sample[];
  readonly seed: number;
}

/** What both sides answered to one sample. */
export interface SampleResult {
  readonly sample: Sample;
  readonly outputs: readonly { readonly name: string; readonly difference: OutputDifference }[];
  /** The likeliest class of each side, where an output holds scores of classes. */
  readonly top: { readonly a: RankedClass; readonly b: RankedClass } | undefined;
}

export interface ComparisonRun {
  readonly results: readonly SampleResult[];
  /** Milliseconds from sending to having the answer, at the same place the same input; warm-up left out. */
  readonly latency: { readonly a: readonly number[]; readonly b: readonly number[] };
  readonly warmUp: number;
  /** Samples that could not be sent or were refused, with the reason. */
  readonly failures: readonly { readonly name: string; readonly why: string }[];
}

const WARM_UP = 10;

/** Sends every sample to both versions, interleaved, one request at a time. Rejects when `signal` aborts. */
export async function runComparison(
  spec: ComparisonSpec,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<ComparisonRun> {
  const plan = interleave({ samples: spec.samples.length, rounds: 1, warmUp: WARM_UP, seed: spec.seed });
  const results: SampleResult[] = [];
  const latency: { a: number[]; b: number[] } = { a: [], b: [] };
  const failures: { name: string; why: string }[] = [];
  for (let at = 0; at < plan.length; at += 2) {
    signal.throwIfAborted();
    onProgress(at, plan.length);
    const pair = plan.slice(at, at + 2);
    const sample = spec.samples[pair[0]?.sample ?? 0];
    if (sample === undefined) continue;
    const measured = pair[0]?.round !== 'warm-up';
    try {
      const answers = await askBoth(spec, pair, sample, signal);
      if (!measured) continue;
      latency.a.push(answers.A.timing.total);
      latency.b.push(answers.B.timing.total);
      results.push(resultOf(spec.detail, sample, answers));
    } catch (error) {
      signal.throwIfAborted();
      if (measured) failures.push({ name: sample.name, why: messageOf(error) });
    }
  }
  return { results, latency, warmUp: WARM_UP, failures };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

type Answers = Readonly<Record<Side, TimedAnswer>>;

async function askBoth(
  { detail, a, b }: ComparisonSpec,
  pair: readonly PlannedRequest[],
  sample: Sample,
  signal: AbortSignal,
): Promise<Answers> {
  const inputs = await sample.tensors();
  const outputs = detail.outputs.map(({ name }) => name);
  const ask = (version: number) => infer({ model: detail.summary.name, version, inputs, outputs }, signal);
  if (pair[0]?.side === 'A') {
    const first = await ask(a);
    return { A: first, B: await ask(b) };
  }
  const first = await ask(b);
  return { A: await ask(a), B: first };
}

function resultOf(detail: ModelDetail, sample: Sample, { A, B }: Answers): SampleResult {
  const both = A.outputs.flatMap((a) => {
    const b = B.outputs.find(({ name }) => name === a.name);
    return b === undefined ? [] : [{ a, b }];
  });
  const tops = both.flatMap(({ a, b }) => {
    const [topA, topB] = [topOf(detail, a), topOf(detail, b)];
    return topA === undefined || topB === undefined ? [] : [{ a: topA, b: topB }];
  });
  return {
    sample,
    outputs: both.map(({ a, b }) => ({ name: a.name, difference: compareOutputs(a, b) })),
    top: tops[0],
  };
}

function topOf(detail: ModelDetail, output: Tensor): RankedClass | undefined {
  const facts = detail.outputs.find(({ name }) => name === output.name);
  const numbers = numbersOf(output);
  const meaning = meaningOf(output, numbers, facts);
  if (meaning.kind !== 'classes') return undefined;
  return topK(numbers.subarray(0, meaning.classes), 1, facts?.labels)[0];
}
