import { promisify } from 'node:util';
import { constants, deflate, gzip } from 'node:zlib';
import type { Reply } from './reply.ts';

type Encoding = 'identity' | 'deflate' | 'gzip';

const ENCODERS = { deflate: promisify(deflate), gzip: promisify(gzip) } as const;
/** Below this, compressing takes longer than sending. */
const WORTH_IT_BYTES = 1024;
/** Tensors hardly shrink more at the higher levels, and take several times as long. */
const FAST = { level: constants.Z_BEST_SPEED };

/** Compresses an answer the way its caller likes best. */
export async function compressed(reply: Reply, acceptEncoding: string): Promise<Reply> {
  const encoding = preferredEncoding(acceptEncoding);
  if (encoding === 'identity') return reply;
  const whole = Buffer.concat((reply.body ?? []).map((part) => Buffer.from(part)));
  if (whole.length < WORTH_IT_BYTES) return reply;
  const body = await ENCODERS[encoding](whole, FAST);
  return { ...reply, headers: { ...reply.headers, 'content-encoding': encoding }, body: [body] };
}

/** The encoding with the highest quality, the first one where several are equal. */
export function preferredEncoding(acceptEncoding: string): Encoding {
  let best: { readonly encoding: Encoding; readonly quality: number } = { encoding: 'identity', quality: 0 };
  for (const entry of acceptEncoding.split(',')) {
    const [name = '', ...parameters] = entry.split(';').map((text) => text.trim().toLowerCase());
    const written = parameters.find((parameter) => parameter.startsWith('q='));
    const quality = written === undefined ? 1 : Number(written.slice(2));
    if (isEncoding(name) && quality > best.quality) best = { encoding: name, quality };
  }
  return best.encoding;
}

function isEncoding(name: string): name is Encoding {
  return name === 'identity' || Object.hasOwn(ENCODERS, name);
}
