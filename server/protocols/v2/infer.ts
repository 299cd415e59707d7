import type { InferdeckError } from '../../errors.ts';
import type { InferenceRequest, InferenceResponse } from '../../scheduling/inference.ts';
import { type DeliveredOutput, prepareDelivery, type RequestedOutput } from './requested-output.ts';
import type { V2Services } from './services.ts';

/** A request of the v2 protocol, whichever way it came. */
export interface V2Request extends Omit<InferenceRequest, 'outputs'> {
  readonly outputs: readonly RequestedOutput[];
}

/** One answer, its outputs in the form that was asked for. */
export interface V2Answer {
  readonly response: InferenceResponse;
  readonly outputs: readonly DeliveredOutput[];
}

/** One of any number of answers; see `StreamedAnswer`. */
export type V2StreamedAnswer =
  | { readonly state: 'response'; readonly answer: V2Answer; readonly final: boolean }
  | { readonly state: 'error'; readonly error: InferdeckError; readonly final: boolean }
  | { readonly state: 'end'; readonly final: true };

/** @throws InferdeckError when no version answers, the request does not fit, or the model fails or is decoupled */
export async function infer({ models, regions }: V2Services, request: V2Request): Promise<V2Answer> {
  const { deliver, release } = prepareDelivery(request.outputs, regions, versionOf(models, request));
  try {
    const response = await models.infer(coreRequest(request));
    return { response, outputs: deliver(response.outputs) };
  } finally {
    release();
  }
}

/** Every answer to a request. @throws InferdeckError when no version answers or an output cannot be delivered */
export async function* inferStream(
  { models, regions }: V2Services,
  request: V2Request,
): AsyncGenerator<V2StreamedAnswer> {
  const { deliver, release } = prepareDelivery(request.outputs, regions, versionOf(models, request));
  try {
    for await (const answer of models.stream(coreRequest(request))) {
      if (answer.state !== 'response') yield answer;
      else {
        const { response, final } = answer;
        yield { state: 'response', answer: { response, outputs: deliver(response.outputs) }, final };
      }
    }
  } finally {
    release();
  }
}

function versionOf(models: V2Services['models'], { modelName, version }: V2Request) {
  return models.find(modelName, version);
}

function coreRequest(request: V2Request): InferenceRequest {
  return { ...request, outputs: request.outputs.map(({ name }) => name) };
}
