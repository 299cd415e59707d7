import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { invalidArgument, messageOf } from '../../errors.ts';
import { HttpError } from './http-error.ts';

const DECODERS = { gzip: promisify(gunzip), deflate: promisify(inflate) } as const;

/** @throws InferdeckError when nobody here knows the encoding */
export function checkEncoding(encoding: string): void {
  if (encoding === 'identity' || Object.hasOwn(DECODERS, encoding)) return;
  throw new HttpError('unsupported', 'Unsupported compression type', { 'accept-encoding': 'gzip, deflate' });
}

/**
 * @param limit bytes of the result
 * @throws InferdeckError when the bytes are not what they are said to be, or would become too many
 */
export async function decompress(bytes: Buffer, encoding: string, limit: number): Promise<Uint8Array> {
  if (encoding !== 'gzip' && encoding !== 'deflate') return bytes;
  try {
    return await DECODERS[encoding](bytes, { maxOutputLength: limit });
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
