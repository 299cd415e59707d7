import { InferdeckError } from '../../errors.ts';
import { answerInOrder, MOST_UNDER_WAY } from '../grpc/in-order.ts';
import type { GrpcCall, Send } from '../grpc/method.ts';
import type { V2Services } from '../v2/services.ts';
import type { ModelInferRequest, ModelStreamInferResponseSchema } from './generated/grpc_service_pb.ts';
import { admitted } from './admit.ts';
import { isDecoupled, type StreamMessage, streamMessages } from './stream-messages.ts';

export interface InferStream {
  readonly services: V2Services;
  readonly requests: AsyncIterable<ModelInferRequest>;
  readonly send: Send<typeof ModelStreamInferResponseSchema>;
  readonly call: GrpcCall;
}

/**
 * Answers a stream of requests. They run at the same time, and the answers go out in the order of the requests; those of
 * decoupled models as they come. A request that fails is answered with its reason, and the stream goes on.
 * @throws InferdeckError the first failure, for callers that asked for it; and when the server ends
 */
export async function streamInfer(stream: InferStream): Promise<void> {
  const { closing } = stream.services;
  const relays = new Set<Promise<void>>();
  await answerInOrder({
    requests: stream.requests,
    answer: (given, fail) => answerOne(given, { relays, fail }, stream),
    send: (message) => sendOne(message, stream),
    signal: stream.call.signal,
    closing,
  });
  await Promise.all(relays);
  if (closing.aborted) throw new InferdeckError('unavailable', 'Server exiting');
}

/** What stands in the row of answers; a decoupled model sends its own beside it. */
async function answerOne(
  given: ModelInferRequest,
  { relays, fail }: { readonly relays: Set<Promise<void>>; readonly fail: (error: unknown) => void },
  stream: InferStream,
): Promise<StreamMessage | undefined> {
  const { services, call } = stream;
  // A model that cannot be loaded is told as the answer to its request, like every other failure.
  const request = await admitted(services.models, given).catch(() => given);
  const messages = streamMessages(services, request, call);
  if (!isDecoupled(services.models, request)) return await onlyOne(messages);
  const relay = relayAll(messages, stream)
    .catch(fail)
    .finally(() => relays.delete(relay));
  relays.add(relay);
  if (relays.size >= MOST_UNDER_WAY) await Promise.race(relays);
  return undefined;
}

async function relayAll(messages: AsyncIterable<StreamMessage>, stream: InferStream): Promise<void> {
  for await (const message of messages) await sendOne(message, stream);
}

async function onlyOne(messages: AsyncGenerator<StreamMessage>): Promise<StreamMessage | undefined> {
  // Leaving the loop ends what stands behind the messages; taking one of them would leave it open.
  for await (const message of messages) return message;
  return undefined;
}

async function sendOne(message: StreamMessage | undefined, { send, call }: InferStream): Promise<void> {
  if (message === undefined) return;
  if (message.error !== undefined && call.metadata.get('triton_grpc_error').includes('true')) {
    throw message.error;
  }
  await send(message.body);
}
