import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { SMALL_BYTES } from '../../tensors/tensor.ts';
import { HttpError } from './http-error.ts';
import { type ErrorKind, InferdeckError, messageOf } from '../../errors.ts';

/** An answer of the v2 protocol. Several body parts go out one after the other without being joined. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: readonly (string | Uint8Array)[];
  /** Instead of a body: parts that go out as they come. */
  readonly stream?: AsyncIterable<string>;
  /** Called when the answer is out, or can no longer go out. */
  readonly sent?: () => void;
}

/** A kind of failure as an HTTP status of the v2 protocol. */
const STATUS: Readonly<Record<ErrorKind, number>> = {
  'invalid-argument': 400,
  'already-exists': 400,
  cancelled: 400,
  unknown: 400,
  'not-found': 404,
  internal: 500,
  unsupported: 501,
  unavailable: 503,
};

/** 200 with nothing to say. */
export const EMPTY: Reply = { status: 200 };

export function json(value: unknown, status = 200): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: [JSON.stringify(value)] };
}

export function errorReply(error: unknown): Reply {
  const reply = json({ error: messageOf(error) }, error instanceof InferdeckError ? STATUS[error.kind] : 500);
  return error instanceof HttpError ? { ...reply, headers: { ...reply.headers, ...error.headers } } : reply;
}

/** Writes an answer. Its length is declared, except for a stream. */
export async function send(response: ServerResponse, reply: Reply): Promise<void> {
  const { status, headers = {}, body = [], stream, sent } = reply;
  if (response.destroyed) return sent?.();
  if (sent !== undefined) response.once('close', sent);
  if (stream !== undefined) return await sendStream(response, reply, stream);
  const length = body.reduce((total, part) => total + Buffer.byteLength(part), 0);
  response.writeHead(status, { ...headers, 'content-length': length });
  if (length <= SMALL_BYTES) return void response.end(oneText(body), 'latin1');
  response.cork();
  for (const part of body) response.write(part);
  response.end();
  response.uncork();
}

/** Bytes as a text of one character each, which goes out in one write with the headers before it. */
function oneText(body: readonly (string | Uint8Array)[]): string {
  return body.reduce<string>((text, part) => text + latin1Of(part), '');
}

function latin1Of(part: string | Uint8Array): string {
  if (typeof part !== 'string') {
    return Buffer.from(part.buffer, part.byteOffset, part.length).toString('latin1');
  }
  const isAscii = Buffer.byteLength(part) === part.length;
  return isAscii ? part : Buffer.from(part).toString('latin1');
}

async function sendStream(
  response: ServerResponse,
  { status, headers }: Reply,
  stream: AsyncIterable<string>,
): Promise<void> {
  response.writeHead(status, headers);
  // A caller that hangs up ends the loop, which cancels the request.
  await pipeline(stream, response).catch(() => {});
}
