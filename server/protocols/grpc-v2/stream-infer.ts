import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { InferdeckError, messageOf } from '../../errors.ts';
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

/** Requests of a stream that may be under way; more of them stay in the caller's window. */
const MOST_UNDER_WAY = 128;

/**
 * Answers a stream of requests. They run at the same time, and the answers go out in the order of the requests; those of
 * decoupled models as they come. A request that fails is answered with its reason, and the stream goes on.
 * @throws InferdeckError the first failure, for callers that asked for it; and when the server ends
 */
export async function streamInfer(stream: InferStream): Promise<void> {
  const { closing } = stream.services;
  const ordered = new PassThrough({ objectMode: true, highWaterMark: MOST_UNDER_WAY });
  const relays = new Set<Promise<void>>();
  const stop = () => ordered.end();
  closing.addEventListener('abort', stop);
  readInto(ordered, relays, stream).catch((error: unknown) => ordered.destroy(asError(error)));
  try {
    for await (const { message } of ordered) await sendOne(await message, stream);
    await Promise.all(relays);
  } finally {
    closing.removeEventListener('abort', stop);
  }
  if (closing.aborted) throw new InferdeckError('unavailable', 'Server exiting');
}

async function readInto(
  ordered: PassThrough,
  relays: Set<Promise<void>>,
  stream: InferStream,
): Promise<void> {
  const { services, requests, call } = stream;
  for await (const given of requests) {
    if (ordered.writableEnded) return;
    // A model that cannot be loaded is told as the answer to its request, like every other failure.
    const request = await admitted(services.models, given).catch(() => given);
    const messages = streamMessages(services, request, call.signal);
    if (isDecoupled(services.models, request)) {
      const relay = relayAll(messages, stream).finally(() => relays.delete(relay));
      relay.catch((error: unknown) => ordered.destroy(asError(error)));
      relays.add(relay);
      if (relays.size >= MOST_UNDER_WAY) await Promise.race(relays);
    } else {
      // Wrapped, because a stream would wait for a bare promise in its own way.
      const room = ordered.write({ message: onlyOne(messages) });
      if (!room) await once(ordered, 'drain', { signal: call.signal });
    }
  }
  ordered.end();
}

async function relayAll(messages: AsyncIterable<StreamMessage>, stream: InferStream): Promise<void> {
  for await (const message of messages) await sendOne(message, stream);
}

async function onlyOne(messages: AsyncGenerator<StreamMessage>): Promise<StreamMessage | undefined> {
  const { value, done } = await messages.next();
  return done === true ? undefined : value;
}

async function sendOne(message: StreamMessage | undefined, { send, call }: InferStream): Promise<void> {
  if (message === undefined) return;
  if (message.error !== undefined && call.metadata.get('triton_grpc_error').includes('true')) {
    throw message.error;
  }
  await send(message.body);
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(messageOf(thrown));
}
