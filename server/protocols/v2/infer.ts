import { type InferdeckError, messageOf } from '../../errors.ts';
import type { InferenceRequest, InferenceResponse } from '../../scheduling/inference.ts';
import { traceResponse, traceStages, traceStart } from '../../telemetry/trace/stages.ts';
import {
  AS_THEY_ARE,
  type DeliveredOutput,
  type Delivery,
  prepareDelivery,
  type RequestedOutput,
} from './requested-output.ts';
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
export async function infer(services: V2Services, request: V2Request): Promise<V2Answer> {
  const { models, regions } = services;
  const { deliver, release } = deliveryOf(request, models, regions);
  const began = traceStart(request.trace, request.inputs);
  try {
    const response = await models.infer(coreRequest(request));
    traceStages(request.trace, response.times, began);
    traceResponse(request.trace, response.outputs);
    return { response, outputs: deliver(response.outputs) };
  } catch (error) {
    logFailure(services, request, error);
    throw error;
  } finally {
    release();
    request.trace?.stamp('REQUEST_END');
  }
}

/** Every answer to a request. @throws InferdeckError when no version answers or an output cannot be delivered */
export async function* inferStream(
  services: V2Services,
  request: V2Request,
): AsyncGenerator<V2StreamedAnswer> {
  const { models, regions } = services;
  const { deliver, release } = deliveryOf(request, models, regions);
  const began = traceStart(request.trace, request.inputs);
  let isFirst = true;
  try {
    for await (const answer of models.stream(coreRequest(request))) {
      if (answer.state === 'error') logFailure(services, request, answer.error);
      if (answer.state !== 'response') yield answer;
      else {
        const { response, final } = answer;
        if (isFirst) traceStages(request.trace, response.times, began);
        isFirst = false;
        traceResponse(request.trace, response.outputs);
        yield { state: 'response', answer: { response, outputs: deliver(response.outputs) }, final };
      }
    }
  } catch (error) {
    logFailure(services, request, error);
    throw error;
  } finally {
    release();
    request.trace?.stamp('REQUEST_END');
  }
}

/** Clients make mistakes by the thousand: only who wants verbose lines reads of them. */
function logFailure({ log, logSettings }: V2Services, request: V2Request, error: unknown): void {
  if (logSettings.state.verboseLevel === 0) return;
  const { modelName: model, version, id: requestId } = request;
  const which = requestId === '' ? 'a request' : `request '${requestId}'`;
  log.debug({ model, version, requestId }, `${which} to model '${model}' failed: ${messageOf(error)}`);
}

function deliveryOf(
  { outputs, modelName, version }: V2Request,
  models: V2Services['models'],
  regions: V2Services['regions'],
): Delivery {
  return outputs.length === 0
    ? AS_THEY_ARE
    : prepareDelivery(outputs, regions, models.find(modelName, version));
}

function coreRequest(request: V2Request): InferenceRequest {
  const { modelName, version, id, inputs, outputs, parameters, signal, trace } = request;
  return {
    modelName,
    version,
    id,
    inputs,
    parameters,
    signal,
    trace,
    outputs: outputs.map(({ name }) => name),
  };
}
