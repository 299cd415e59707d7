import { joinBytes, partOf } from '../../tensors/batch.ts';
import { sameShape } from '../../tensors/shape.ts';
import { SMALL_BYTES, type Tensor } from '../../tensors/tensor.ts';
import type { ExecutionTimes } from '../backend.ts';
import type { RunResult } from './messages.ts';

type Done = Extract<RunResult, { readonly state: 'done' }>;

/** Makes one result of equally formed runs with small outputs, so that less has to move to the other thread. */
export function joinRuns(results: readonly RunResult[]): readonly RunResult[] {
  const [first] = results;
  const done = results.filter((result) => result.state === 'done');
  const joinable = done.length === results.length && done.every((result) => isSmallLike(result, first));
  return results.length > 1 && joinable && first?.state === 'done' ? [joined(first, done)] : results;
}

/** The results run by run again. @returns as many as there were runs, in order */
export function splitRuns(results: readonly RunResult[]): readonly RunResult[] {
  return results.flatMap((result) => (result.state === 'done' && result.runs > 1 ? split(result) : result));
}

function isSmallLike({ outputs }: Done, other: RunResult | undefined): boolean {
  return outputs.every(({ shape, data }, position) => {
    const output = other?.state === 'done' ? other.outputs[position] : undefined;
    return (
      output !== undefined &&
      data.length <= SMALL_BYTES &&
      data.length === output.data.length &&
      sameShape(shape, output.shape)
    );
  });
}

function joined({ outputs }: Done, all: readonly Done[]): Done {
  return {
    state: 'done',
    runs: all.length,
    outputs: outputs.map((output, position): Tensor => {
      const pieces = all.flatMap((result) => result.outputs[position]?.data ?? []);
      return { ...output, data: joinBytes(pieces) };
    }),
    times: all.map(({ times }) => times).reduce(sum),
  };
}

function sum(a: ExecutionTimes, b: ExecutionTimes): ExecutionTimes {
  return { input: a.input + b.input, infer: a.infer + b.infer, output: a.output + b.output };
}

function split({ outputs, runs, times }: Done): Done[] {
  const share = {
    input: Math.round(times.input / runs),
    infer: Math.round(times.infer / runs),
    output: Math.round(times.output / runs),
  };
  return Array.from({ length: runs }, (_, run) => ({
    state: 'done',
    runs: 1,
    outputs: outputs.map((output) => ({ ...output, data: partOf(output.data, run, runs) })),
    times: share,
  }));
}
