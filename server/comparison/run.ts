import { finite } from './finite.ts';
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
  readonly label?: string | undefined;
  /** Made anew for each request: whoever is asked may keep the buffers. Rejects with a sentence when it cannot be read. */
  readonly tensors: (side: Side) => Promise<readonly Tensor[]>;
}

/** What one side answered, and how long it took. */
export interface SideAnswer {
  readonly outputs: readonly Tensor[];
  readonly milliseconds: number;
}

export interface RunPlan {
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
  /** Its place in the set, from 0. */
  readonly at: number;
  readonly name: string;
  readonly label?: string | undefined;
  readonly outputs: readonly { readonly name: string; readonly difference: OutputDifference }[];
  /** The likeliest classes of each side, at least one, where an output holds scores of classes. */
  readonly ranked?: { readonly a: Ranking; readonly b: Ranking } | undefined;
}

/** The likeliest classes, the first one first. */
type Ranking = readonly [RankedClass, ...(readonly RankedClass[])];

/** A sample that could not be sent, or was refused. */
export interface SampleFailure {
  readonly name: string;
  /** Which side refused it; undefined when it could not be made. */
  readonly side?: Side | undefined;
  readonly why: string;
}

const RANKS_KEPT = 5;

/** The class of scores that are all NaN: none, and right for no label. */
export const NO_CLASS: RankedClass = { index: -1, label: 'NaN', score: 0 };

export interface ComparisonRun {
  /** Of the first round: more rounds only measure the time again. */
  readonly results: readonly SampleResult[];
  /** Milliseconds, at the same place the same input; warm-up left out. */
  readonly latency: { readonly a: readonly number[]; readonly b: readonly number[] };
  readonly warmUp: number;
  /** Samples that could not be sent or were refused, with the reason. */
  readonly failures: readonly SampleFailure[];
}

/**
 * Sends every sample to both sides, interleaved, one request at a time. A sample that a side refuses is left out and
 * told; the rest goes on. Rejects when `signal` aborts.
 */
export async function runComparison(
  plan: RunPlan,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<ComparisonRun> {
  const requests = interleave({ ...plan, samples: plan.samples.length });
  const results: SampleResult[] = [];
  const latency: { a: number[]; b: number[] } = { a: [], b: [] };
  const failures: SampleFailure[] = [];
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
      if (round === 0) results.push(resultOf(plan, pair[0]?.sample ?? 0, sample, answers));
    } catch (error) {
      signal.throwIfAborted();
      if (round === 0) failures.push(failureOn(sample, error));
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

async function askBoth({ ask }: RunPlan, pair: readonly PlannedRequest[], sample: Sample): Promise<Answers> {
  const first = pair[0]?.side ?? 'A';
  const second = first === 'A' ? 'B' : 'A';
  const early = await askOne(ask, first, sample);
  const late = await askOne(ask, second, sample);
  return first === 'A' ? { A: early, B: late } : { A: late, B: early };
}

/** A side that did not answer. */
class Refused extends Error {
  readonly side: Side;

  constructor(side: Side, cause: unknown) {
    super(messageOf(cause), { cause });
    this.side = side;
  }
}

async function askOne(ask: RunPlan['ask'], side: Side, sample: Sample): Promise<SideAnswer> {
  const inputs = await sample.tensors(side);
  return await ask(side, inputs).catch((error: unknown) => {
    throw new Refused(side, error);
  });
}

function failureOn({ name }: Sample, error: unknown): SampleFailure {
  const why = messageOf(error);
  return error instanceof Refused ? { name, side: error.side, why } : { name, why };
}

function resultOf({ labels }: RunPlan, at: number, { name, label }: Sample, { A, B }: Answers): SampleResult {
  const both = A.outputs.flatMap((a) => {
    const b = B.outputs.find((other) => other.name === a.name);
    return b === undefined ? [] : [{ a, b }];
  });
  const [ranked] = both.flatMap(({ a, b }) => {
    const [ranksA, ranksB] = [rankingOf(a, labels.get(a.name)), rankingOf(b, labels.get(b.name))];
    return ranksA === undefined || ranksB === undefined ? [] : [{ a: ranksA, b: ranksB }];
  });
  return {
    at,
    name,
    ...(label !== undefined && { label }),
    outputs: both.map(({ a, b }) => ({ name: a.name, difference: compareOutputs(a, b) })),
    ...(ranked !== undefined && { ranked }),
  };
}

function rankingOf(output: Tensor, labels: readonly string[] | undefined): Ranking | undefined {
  const numbers = numbersOf(output);
  const meaning = meaningOf(output, numbers, labels);
  if (meaning.kind !== 'classes') return undefined;
  const ranks = topK(numbers.subarray(0, meaning.classes), RANKS_KEPT, labels);
  const [first = NO_CLASS, ...rest] = ranks.map((rank) => ({ ...rank, score: finite(rank.score) }));
  return [first, ...rest];
}
