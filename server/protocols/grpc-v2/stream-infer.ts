import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { InferdeckError, messageOf } from '../../errors.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { GrpcCall, Send } from '../grpc/method.ts';
import {
  InferParameterSchema,
  type ModelInferRequest,
  type ModelStreamInferResponseSchema,
} from './generated/grpc_service_pb.ts';
import { readInferRequest } from './infer-request.ts';
import { inferResponse } from './infer-response.ts';

export interface InferStream {
  readonly models: ServedModels;
  readonly requests: AsyncIterable<ModelInferRequest>;
  readonly send: Send<typeof ModelStreamInferResponseSchema>;
  readonly call: GrpcCall;
  /** Set off when the server is on its way out. */
  readonly closing: AbortSignal;
}

interface StreamAnswer {
  readonly message: MessageInitShape<typeof ModelStreamInferResponseSchema>;
  readonly error?: unknown;
}

/** Answers that may wait for those before them; more requests stay in the caller's window. */
const MOST_WAITING = 128;

const FINAL = {
  triton_final_response: create(InferParameterSchema, {
    parameterChoice: { case: 'boolParam', value: true },
  }),
};

/**
 * Answers a stream of requests. They run at the same time, and the answers go out in the order of the requests; a
 * request that fails is answered with its reason, and the stream goes on.
 * @throws InferdeckError the first failure, for callers that asked for it; and when the server ends
 */
export async function streamInfer(stream: InferStream): Promise<void> {
  const { call, closing, send } = stream;
  const failuresEndTheStream = call.metadata.get('triton_grpc_error').includes('true');
  const answers = new PassThrough({ objectMode: true, highWaterMark: MOST_WAITING });
  const stop = () => answers.end();
  closing.addEventListener('abort', stop);
  readInto(answers, stream).catch((error: unknown) => answers.destroy(asError(error)));
  try {
    for await (const coming of answers) {
      const { message, error }: StreamAnswer = await coming.answer;
      if (error !== undefined && failuresEndTheStream) throw error;
      await send(message);
    }
  } finally {
    closing.removeEventListener('abort', stop);
  }
  if (closing.aborted) throw new InferdeckError('unavailable', 'Server exiting');
}

async function readInto(answers: PassThrough, { models, requests, call }: InferStream): Promise<void> {
  for await (const request of requests) {
    if (answers.writableEnded) return;
    // Wrapped, because a stream would wait for a bare promise in its own way.
    const room = answers.write({ answer: answerTo(models, request, call.signal) });
    if (!room) await once(answers, 'drain', { signal: call.signal });
  }
  answers.end();
}

/** Never rejects. */
async function answerTo(
  models: ServedModels,
  request: ModelInferRequest,
  signal: AbortSignal,
): Promise<StreamAnswer> {
  const { id, modelName, modelVersion } = request;
  try {
    const response = await models.infer(readInferRequest(request, signal));
    return { message: { inferResponse: inferResponse(response, FINAL) } };
  } catch (error) {
    const about = { id, modelName, modelVersion, parameters: FINAL };
    return { error, message: { errorMessage: messageOf(error), inferResponse: about } };
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(messageOf(thrown));
}
