import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { InferdeckError, invalidArgument, messageOf } from '../../errors.ts';

/** Tensors of 8-byte elements can be read in place when they begin at a multiple of this. */
const ALIGNMENT = 8;

/** A request body in one buffer of its own, which may be transferred to another thread. */
export interface Body {
  /** The JSON part. */
  readonly head: Uint8Array<ArrayBuffer>;
  /** Binary tensor data after the JSON part; begins at a multiple of 8 in its buffer. */
  readonly tail: Uint8Array<ArrayBuffer>;
  /** Whether the caller announced where the JSON part ends. */
  readonly binary: boolean;
}

const HEADER_LENGTH = 'inference-header-content-length';

/**
 * Reads a body once, straight to where it stays.
 * @param maxJsonBytes limit of the JSON part and of decompressed data; binary tensor data is not limited
 */
export async function readBody(request: IncomingMessage, maxJsonBytes: number): Promise<Body> {
  const headLength = declaredHeadLength(request);
  const encoding = request.headers['content-encoding'] ?? 'identity';
  const declared = Number(request.headers['content-length'] ?? Number.NaN);
  const jsonLength = headLength ?? declared;
  if (jsonLength > maxJsonBytes) throw tooLarge(jsonLength, maxJsonBytes);
  const raw =
    encoding === 'identity' && Number.isFinite(declared)
      ? await readDeclared(request, declared, headLength ?? 0)
      : await readUnknown(request, maxJsonBytes, encoding, headLength ?? 0);
  const split = headLength ?? raw.length;
  if (split > raw.length) throw headOutOfRange(raw.length, String(split));
  return { head: raw.subarray(0, split), tail: raw.subarray(split), binary: headLength !== undefined };
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

function tooLarge(size: number, limit: number): InferdeckError {
  return invalidArgument(
    `request JSON size of ${size} bytes exceeds the maximum allowed input size of ${limit} bytes.` +
      ' Use --http-max-input-size to increase the limit.',
  );
}

/** A fresh buffer in which the byte after `headLength` lies at a multiple of 8. */
function alignedBuffer(length: number, headLength: number): Uint8Array<ArrayBuffer> {
  const padding = (ALIGNMENT - (headLength % ALIGNMENT)) % ALIGNMENT;
  // Not from Node's shared pool, so that it can be transferred, and not zeroed, because all of it is written.
  const whole = Buffer.allocUnsafeSlow(padding + length);
  return new Uint8Array(whole.buffer, whole.byteOffset + padding, length);
}

async function readDeclared(
  request: IncomingMessage,
  length: number,
  headLength: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const body = alignedBuffer(length, headLength);
  let at = 0;
  for await (const chunk of chunksOf(request)) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

async function readUnknown(
  request: IncomingMessage,
  limit: number,
  encoding: string,
  headLength: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunksOf(request)) {
    size += chunk.length;
    if (size > limit + headLength) throw tooLarge(size, limit);
    parts.push(chunk);
  }
  const plain = await decompress(Buffer.concat(parts), encoding, limit);
  const body = alignedBuffer(plain.length, headLength);
  body.set(plain);
  return body;
}

async function* chunksOf(request: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) yield chunk;
  } catch (error) {
    throw new InferdeckError('cancelled', 'The caller hung up before its request was complete.', {
      cause: error,
    });
  }
}

async function decompress(bytes: Buffer, encoding: string, limit: number): Promise<Uint8Array> {
  if (encoding === 'identity') return bytes;
  const inflateWith =
    encoding === 'gzip' ? promisify(gunzip) : encoding === 'deflate' ? promisify(inflate) : undefined;
  if (inflateWith === undefined) throw new InferdeckError('unsupported', 'Unsupported compression type');
  try {
    return await inflateWith(bytes, { maxOutputLength: limit });
  } catch (error) {
    if (error instanceof RangeError) {
      throw invalidArgument(
        `Decompressed data size exceeds the maximum allowed value of ${limit} bytes.` +
          ' Use --http-max-input-size to increase the limit.',
      );
    }
    throw invalidArgument(`The request body cannot be decompressed: ${messageOf(error)}`);
  }
}
