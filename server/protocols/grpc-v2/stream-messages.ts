import type { MessageInitShape } from '@bufbuild/protobuf';
import { failureOf, type InferdeckError } from '../../errors.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { Trace } from '../../telemetry/trace/trace.ts';
import type { GrpcCall } from '../grpc/method.ts';
import { inferStream } from '../v2/infer.ts';
import type { V2Services } from '../v2/services.ts';
import { versionOf } from '../v2/version-text.ts';
import type { ModelInferRequest, ModelStreamInferResponseSchema } from './generated/grpc_service_pb.ts';
import { EMPTY_FINAL_RESPONSE } from './infer-request.ts';
import { inferResponse } from './infer-response.ts';
import { parameterOf } from './parameter.ts';
import { readTracedRequest } from './traced-request.ts';

/** One message of a stream of answers. */
export interface StreamMessage {
  readonly body: MessageInitShape<typeof ModelStreamInferResponseSchema>;
  readonly error?: InferdeckError;
}

const FINAL_FLAG = 'triton_final_response';

/** Every message that answers a request; failures are messages, too. */
export async function* streamMessages(
  services: V2Services,
  request: ModelInferRequest,
  call: GrpcCall,
): AsyncGenerator<StreamMessage> {
  let trace: Trace | undefined;
  try {
    const inference = readTracedRequest(services, request, { ...call, arrived: performance.now() });
    trace = inference.trace;
    for await (const streamed of inferStream(services, inference)) {
      if (streamed.state === 'error') yield failure(request, streamed.error, streamed.final);
      else if (streamed.state === 'response') {
        yield { body: { inferResponse: inferResponse(streamed.answer, { [FINAL_FLAG]: streamed.final }) } };
      } else if (wantsEmptyFinal(request)) yield emptyFinal(services.models, request);
    }
  } catch (error) {
    yield failure(request, failureOf(error), true);
  } finally {
    trace?.finish();
  }
}

/** Whether the model of a request may answer it any number of times. */
export function isDecoupled(models: ServedModels, { modelName, modelVersion }: ModelInferRequest): boolean {
  try {
    return models.find(modelName, versionOf(modelVersion)).decoupled;
  } catch {
    // A request that nobody can answer gets the one answer that says so.
    return false;
  }
}

function failure(
  { id, modelName, modelVersion }: ModelInferRequest,
  error: InferdeckError,
  final: boolean,
): StreamMessage {
  const parameters = { [FINAL_FLAG]: parameterOf(final) };
  const about = { id, modelName, modelVersion, parameters };
  return { error, body: { errorMessage: error.message, inferResponse: about } };
}

function wantsEmptyFinal({ parameters }: ModelInferRequest): boolean {
  return parameters[EMPTY_FINAL_RESPONSE]?.parameterChoice.value === true;
}

function emptyFinal(models: ServedModels, { id, modelName, modelVersion }: ModelInferRequest): StreamMessage {
  const { version } = models.find(modelName, versionOf(modelVersion));
  const response = { id, modelName, version };
  return { body: { inferResponse: inferResponse({ response, outputs: [] }, { [FINAL_FLAG]: true }) } };
}
