import type { MessageInitShape } from '@bufbuild/protobuf';
import { failureOf, type InferdeckError } from '../../errors.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import { versionOf } from '../v2/version-text.ts';
import type { ModelInferRequest, ModelStreamInferResponseSchema } from './generated/grpc_service_pb.ts';
import { EMPTY_FINAL_RESPONSE, readInferRequest } from './infer-request.ts';
import { inferResponse } from './infer-response.ts';
import { parameterOf } from './parameter.ts';

/** One message of a stream of answers. */
export interface StreamMessage {
  readonly body: MessageInitShape<typeof ModelStreamInferResponseSchema>;
  readonly error?: InferdeckError;
}

const FINAL_FLAG = 'triton_final_response';

/** Every message that answers a request; failures are messages, too. */
export async function* streamMessages(
  models: ServedModels,
  request: ModelInferRequest,
  signal: AbortSignal,
): AsyncGenerator<StreamMessage> {
  try {
    for await (const answer of models.stream(readInferRequest(request, signal))) {
      if (answer.state === 'error') yield failure(request, answer.error, answer.final);
      else if (answer.state === 'response') {
        yield { body: { inferResponse: inferResponse(answer.response, { [FINAL_FLAG]: answer.final }) } };
      } else if (wantsEmptyFinal(request)) yield emptyFinal(models, request);
    }
  } catch (error) {
    yield failure(request, failureOf(error), true);
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
  const nothing = { id, modelName, version, outputs: [] };
  return { body: { inferResponse: inferResponse(nothing, { [FINAL_FLAG]: true }) } };
}
