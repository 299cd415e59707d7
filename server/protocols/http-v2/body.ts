import type { IncomingMessage } from 'node:http';
import { InferdeckError, invalidArgument } from '../../errors.ts';
import { collectChunks } from './collect-chunks.ts';
import { ALIGNMENT, SMALL_BYTES } from '../../tensors/tensor.ts';
import { checkEncoding, decompress } from './decompress.ts';

/** No body is larger; it is also what gRPC has room for. */
const MOST_BYTES = 2 ** 31 - 1;

/** A request body in one piece; over SMALL_BYTES it has a buffer of its own, which may move to another thread. */
export interface Body {
  /** The JSON part. */
  readonly head: Uint8Array<ArrayBuffer>;
  /** Binary tensor data after the JSON part; begins at a multiple of ALIGNMENT in a buffer of its own. */
  readonly tail: Uint8Array<ArrayBuffer>;
  /** Whether the caller announced where the JSON part ends. */
  readonly binary: boolean;
}

const EMPTY = new Uint8Array();
const HEADER_LENGTH = 'inference-header-content-length';
const REMEDY = 'Use --http-max-input-size to increase the limit.';

/**
 * Reads a body once, straight to where it stays.
 * @param limit of the JSON part, of a body that is one tensor, and of decompressed data; binary data after a JSON part
 *   is not limited
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  const headLength = declaredHeadLength(request);
  const encoding = request.headers['content-encoding'] ?? 'identity';
  checkEncoding(encoding);
  const declared = Number(request.headers['content-length'] ?? Number.NaN);
  checkSize(headLength, declared, limit);
  const whole =
    encoding === 'identity' && Number.isFinite(declared)
      ? await readDeclared(request, declared, headLength ?? 0)
      : await readUndeclared(request, { limit, encoding, headLength });
  const split = headLength ?? whole.length;
  if (split > whole.length) throw headOutOfRange(whole.length, String(split));
  return { head: whole.subarray(0, split), tail: whole.subarray(split), binary: headLength !== undefined };
}

function declaredHeadLength(request: IncomingMessage): number | undefined {
  const text = request.headers[HEADER_LENGTH];
  if (text === undefined) return undefined;
  if (typeof text !== 'string' || !/^-?\d+$/.test(text)) {
    throw invalidArgument(`Unable to parse Inference-Header-Content-Length, got: ${String(text)}`);
  }
  const length = Number(text);
  const total = Number(request.headers['content-length'] ?? Number.MAX_SAFE_INTEGER);
  const compressed = request.headers['content-encoding'] !== undefined;
  if (length < 0 || (!compressed && length > total)) throw headOutOfRange(total, text);
  return length;
}

function headOutOfRange(total: number, got: string): InferdeckError {
  return invalidArgument(`inference header size should be in range (0, ${total}), got: ${got}`);
}

function checkSize(headLength: number | undefined, declared: number, limit: number): void {
  if (declared > Math.max(MOST_BYTES, limit)) {
    throw invalidArgument(
      `request of ${declared} bytes exceeds the ${MOST_BYTES} bytes that a request may have`,
    );
  }
  if (headLength === 0) {
    if (declared > limit) throw tooLarge(headLength, declared, limit);
    return;
  }
  const json = headLength ?? declared;
  if (json > limit) throw tooLarge(headLength, json, limit);
}

/** A header length of 0 says that the whole body is one tensor. */
function tooLarge(headLength: number | undefined, size: number, limit: number): InferdeckError {
  return invalidArgument(
    headLength === 0
      ? `Raw input has a byte_size (${size} bytes) that exceeds the maximum allowed value of ${limit} bytes. ${REMEDY}`
      : `request JSON size of ${size} bytes exceeds the maximum allowed input size of ${limit} bytes. ${REMEDY}`,
  );
}

/** @throws InferdeckError when there is no memory for it. @returns a fresh buffer in which the byte after `headLength` lies at a multiple of ALIGNMENT. */
function alignedBuffer(length: number, headLength: number): Uint8Array<ArrayBuffer> {
  const padding = (ALIGNMENT - (headLength % ALIGNMENT)) % ALIGNMENT;
  // Not from Node's shared pool, so that it can be transferred, and not zeroed, because all of it is written.
  const whole = allocate(padding + length);
  return new Uint8Array(whole.buffer, whole.byteOffset + padding, length);
}

function readDeclared(
  request: IncomingMessage,
  length: number,
  headLength: number,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    // Here what is thrown refuses the request; in a listener it would end the server.
    const own = length > SMALL_BYTES ? alignedBuffer(length, headLength) : undefined;
    let body: Uint8Array<ArrayBuffer> | undefined;
    let at = 0;
    request.on('data', (chunk: Buffer<ArrayBuffer>) => {
      // A small body that came in one piece stays where the socket put it.
      if (chunk.length === length && length <= SMALL_BYTES) {
        body = chunk;
      } else {
        body ??= own ?? alignedBuffer(length, headLength);
        body.set(chunk, at);
        at += chunk.length;
      }
    });
    request.once('end', () => resolve(body ?? EMPTY));
    request.once('error', (error) => reject(hungUp(error)));
    request.once('close', () => {
      if (!request.complete) reject(hungUp(undefined));
    });
  });
}

async function readUndeclared(
  request: IncomingMessage,
  how: { readonly limit: number; readonly encoding: string; readonly headLength: number | undefined },
): Promise<Uint8Array<ArrayBuffer>> {
  const { limit, encoding, headLength } = how;
  const hasBinaryTail = headLength !== undefined && headLength > 0;
  const most = encoding === 'identity' && hasBinaryTail ? MOST_BYTES : limit;
  const bytes = await collectChunks(request, most, (size) => tooLarge(headLength, size, most)).catch(
    (error: unknown) => {
      throw error instanceof InferdeckError ? error : hungUp(error);
    },
  );
  const plain = await decompress(bytes, encoding, limit);
  const body = alignedBuffer(plain.length, headLength ?? 0);
  body.set(plain);
  return body;
}

function allocate(length: number): Buffer<ArrayBuffer> {
  try {
    return Buffer.allocUnsafeSlow(length);
  } catch (cause) {
    throw new InferdeckError('unavailable', `There is no memory for a request of ${length} bytes.`, {
      cause,
    });
  }
}

function hungUp(cause: unknown): InferdeckError {
  return new InferdeckError('cancelled', 'The caller hung up before its request was complete.', { cause });
}
