import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { messageOf } from '../../errors.ts';

/** Requests of a stream that may be under way; more of them stay in the caller's window. */
export const MOST_UNDER_WAY = 128;

export interface OrderedStream<I, O> {
  readonly requests: AsyncIterable<I>;
  /** Never rejects: what goes wrong with a request is an answer, too; `fail` ends the whole stream. */
  readonly answer: (request: I, fail: (error: unknown) => void) => Promise<O>;
  readonly send: (answer: O) => Promise<void>;
  /** Set off when the caller is gone. */
  readonly signal: AbortSignal;
  /** Set off when the server is on its way out; what has been read is still answered. */
  readonly closing: AbortSignal;
}

/**
 * Answers a stream of requests: they run at the same time, and the answers go out in the order of the requests.
 * @throws what `send` threw or `fail` was told
 */
export async function answerInOrder<I, O>(stream: OrderedStream<I, O>): Promise<void> {
  const { send, closing } = stream;
  const ordered = new PassThrough({ objectMode: true, highWaterMark: MOST_UNDER_WAY });
  const stop = () => ordered.end();
  closing.addEventListener('abort', stop);
  const fail = (error: unknown) => void ordered.destroy(asError(error));
  readInto(ordered, stream, fail).catch(fail);
  try {
    for await (const { answer } of ordered) await send(await answer);
  } finally {
    closing.removeEventListener('abort', stop);
  }
}

async function readInto<I, O>(
  ordered: PassThrough,
  { requests, answer, signal }: OrderedStream<I, O>,
  fail: (error: unknown) => void,
): Promise<void> {
  for await (const request of requests) {
    if (ordered.writableEnded) return;
    // Wrapped, because a stream would wait for a bare promise in its own way.
    const room = ordered.write({ answer: answer(request, fail) });
    if (!room) await once(ordered, 'drain', { signal });
  }
  ordered.end();
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(messageOf(thrown));
}
