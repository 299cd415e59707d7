import { InferdeckError } from '../../errors.ts';
import type { Execution, ExecutionRequest, ModelAnswer, Parameters } from '../backend.ts';
import type { MessageOf, RequestHead } from './messages.ts';
import { type Parcel, tensorIn } from './parcel.ts';
import { parametersFromWire, parametersToWire, type WireParameters } from './parameters.ts';

type Body = Uint8Array<ArrayBuffer>;

/** A request under the number that the child knows it by. */
export interface Keyed {
  readonly key: number;
  readonly request: ExecutionRequest;
}

/** A batch for a child. */
export function requestHeads(batch: readonly Keyed[], parcel: Parcel): readonly RequestHead[] {
  return batch.map(({ key, request: { inputs, outputs, context } }) => ({
    key,
    id: context?.id ?? '',
    inputs: inputs.map((tensor) => parcel.add(tensor)),
    outputs,
    parameters: parametersToWire(context?.parameters ?? {}),
  }));
}

/** What a child answered to a batch; it says nothing about requests that are answered apart. */
export function executionOf(
  { results, times }: MessageOf<'executed'>,
  body: Body,
  batch: readonly Keyed[],
): Execution {
  const failures = new Map<number, InferdeckError>();
  const parameters = new Map<number, Parameters>();
  results.forEach((result, index) => {
    if (result.error !== undefined) failures.set(index, errorOf(result.error));
    if (result.parameters !== undefined) parameters.set(index, parametersFromWire(result.parameters));
  });
  const outputs = batch.map((_, index) =>
    (results[index]?.outputs ?? []).map((head) => tensorIn(body, head)),
  );
  return { outputs, failures, parameters, times };
}

/** One answer to a decoupled request. */
export function modelAnswerOf(message: MessageOf<'answer'>, body: Body): ModelAnswer {
  const { state, final, outputs = [], parameters, error } = message;
  if (state === 'end') return { state, final: true };
  if (error !== undefined) return { state: 'error', error: errorOf(error), final };
  return {
    state: 'outputs',
    outputs: outputs.map((head) => tensorIn(body, head)),
    ...said(parameters),
    final,
  };
}

function said(parameters: WireParameters | undefined): { parameters?: Parameters } {
  return parameters === undefined ? {} : { parameters: parametersFromWire(parameters) };
}

function errorOf({ kind, message }: { kind: InferdeckError['kind']; message: string }): InferdeckError {
  return new InferdeckError(kind, message);
}
