import { type InferdeckError, messageOf } from '../../errors.ts';
import type { InferenceRequest, InferenceResponse } from '../../scheduling/inference.ts';
import type { Trace } from '../../telemetry/trace/trace.ts';
import {
  AS_THEY_ARE,
  type DeliveredOutput,
  type Delivery,
  prepareDelivery,
  type RequestedOutput,
} from './requested-output.ts';
import type { V2Services } from './services.ts';

const NANOSECONDS = 1e6;

/** A request of the v2 protocol, whichever way it came. */
export interface V2Request extends Omit<InferenceRequest, 'outputs'> {
  readonly outputs: readonly RequestedOutput[];
  readonly trace?: Trace | undefined;
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
  const began = traceStart(request);
  try {
    const response = await models.infer(coreRequest(request));
    traceResponse(request.trace, response, began);
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
  { models, regions }: V2Services,
  request: V2Request,
): AsyncGenerator<V2StreamedAnswer> {
  const { deliver, release } = deliveryOf(request, models, regions);
  const began = traceStart(request);
  try {
    for await (const answer of models.stream(coreRequest(request))) {
      if (answer.state !== 'response') yield answer;
      else {
        const { response, final } = answer;
        traceResponse(request.trace, response, began);
        yield { state: 'response', answer: { response, outputs: deliver(response.outputs) }, final };
      }
    }
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

/** @returns when it began */
function traceStart({ trace, inputs }: V2Request): number {
  const began = performance.now();
  trace?.stamp('REQUEST_START', began);
  // Before the buffers go to another thread.
  trace?.tensors('TENSOR_QUEUE_INPUT', inputs);
  return began;
}

function traceResponse(trace: Trace | undefined, { outputs, times }: InferenceResponse, began: number): void {
  if (trace === undefined) return;
  const stages = [
    ['QUEUE_START', 0],
    ['COMPUTE_START', times.queue],
    ['COMPUTE_INPUT_END', times.computeInput],
    ['COMPUTE_OUTPUT_START', times.computeInfer],
    ['COMPUTE_END', times.computeOutput],
  ] as const;
  let at = began;
  for (const [name, nanoseconds] of stages) {
    at += nanoseconds / NANOSECONDS;
    trace.stamp(name, at);
  }
  trace.tensors('TENSOR_BACKEND_OUTPUT', outputs);
  trace.stamp('INFER_RESPONSE_COMPLETE');
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
  const { modelName, version, id, inputs, outputs, parameters, signal } = request;
  return { modelName, version, id, inputs, parameters, signal, outputs: outputs.map(({ name }) => name) };
}
