import type { IncomingMessage } from 'node:http';
import { HttpError } from './http-error.ts';

const MOST_CHUNKS = 65_536;
/** Chunks are not seen as such, only in pieces of what the socket brought; so many bytes are never taken for a tiny one. */
const TINY_BYTES = 4096;

/**
 * Gathers a body that does not say how long it is.
 * @param most bytes
 * @throws what `tooMuch` makes of the size when there are more, and HttpError for a body in countless tiny chunks
 */
export function collectChunks(
  request: IncomingMessage,
  most: number,
  tooMuch: (size: number) => Error,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    const refuse = (error: Error) => {
      request.off('data', take);
      reject(error);
    };
    const take = (part: Buffer) => {
      parts.push(part);
      size += part.length;
      if (size > most) refuse(tooMuch(size));
      else if (parts.length > MOST_CHUNKS && size < parts.length * TINY_BYTES) refuse(tooManyChunks());
    };
    request.on('data', take);
    request.once('end', () => resolve(Buffer.concat(parts)));
    request.once('error', reject);
    request.once('close', () => reject(new Error('closed')));
  });
}

function tooManyChunks(): HttpError {
  return new HttpError(
    'invalid-argument',
    `Chunked request body exceeds maximum of ${MOST_CHUNKS} non-empty chunks. Send fewer or larger HTTP chunks.`,
    { connection: 'close' },
  );
}
