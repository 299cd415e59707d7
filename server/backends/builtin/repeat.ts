import { setTimeout as delay } from 'node:timers/promises';
import type { ExecutionRequest, InstanceSpec } from '../backend.ts';
import { type BuiltinModel, mustHold } from './builtin-model.ts';
import { numbersOf, numbersTensor } from './numbers.ts';

/**
 * Answers once for each element of `IN` (INT32), after as many milliseconds as `DELAY` (UINT32) says at its place, with
 * the element as `OUT` and its number as `IDX` (UINT32). The next request is taken on after `WAIT` (UINT32) milliseconds.
 */
export function repeat(spec: InstanceSpec): BuiltinModel {
  mustBeDecoupled(spec);
  const hasIndex = spec.config.output.some(({ name }) => name === 'IDX');
  return async (requests) => {
    for (const request of requests) {
      void answerEach(request, hasIndex);
      await delay(numbersOf(request, 'WAIT')[0] ?? 0);
    }
    return requests.map(() => []);
  };
}

async function answerEach(request: ExecutionRequest, hasIndex: boolean): Promise<void> {
  const delays = numbersOf(request, 'DELAY');
  for (const [index, element] of numbersOf(request, 'IN').entries()) {
    await delay(delays[index] ?? 0);
    if (request.context?.signal?.aborted === true) break;
    const outputs = [numbersTensor('OUT', 'INT32', [1], [element])];
    if (hasIndex) outputs.push(numbersTensor('IDX', 'UINT32', [1], [index]));
    answer(request, outputs);
  }
  request.answer?.({ state: 'end', final: true });
}

/**
 * Answers as many times as `IN` (one INT32) says, each time with that number as `OUT`.
 */
export function square(spec: InstanceSpec): BuiltinModel {
  mustBeDecoupled(spec);
  return (requests) => {
    for (const request of requests) {
      const number = numbersOf(request, 'IN')[0] ?? 0;
      for (let count = 0; count < number; count += 1)
        answer(request, [numbersTensor('OUT', 'INT32', [1], [number])]);
      request.answer?.({ state: 'end', final: true });
    }
    return Promise.resolve(requests.map(() => []));
  };
}

function answer(request: ExecutionRequest, outputs: readonly ReturnType<typeof numbersTensor>[]): void {
  const asked = outputs.filter(({ name }) => request.outputs.includes(name));
  request.answer?.({ state: 'outputs', outputs: asked, final: false });
}

function mustBeDecoupled(spec: InstanceSpec): void {
  const { input, output, model_transaction_policy: policy, max_batch_size: batch } = spec.config;
  const names = [...input, ...output].map(({ name }) => name);
  mustHold(names.includes('IN') && names.includes('OUT'), spec, "an input 'IN' and an output 'OUT'");
  mustHold(policy?.decoupled === true, spec, 'model_transaction_policy { decoupled: true }');
  mustHold(batch === 0, spec, 'max_batch_size 0');
}
