import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InferdeckError, messageOf } from '../../errors.ts';
import { type NetDef, readNetDef } from './netdef.ts';
import type { NetPair } from './translate.ts';

/** The net at a path, and beside it the one that makes its weights: `model.netdef` and `init_model.netdef`. */
export async function readNets(path: string): Promise<NetPair> {
  const initPath = join(dirname(path), `init_${basename(path)}`);
  const [predict, init] = await Promise.all([readNet(path), readNet(initPath)]);
  return { init, predict };
}

async function readNet(path: string): Promise<NetDef> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new InferdeckError('not-found', `Cannot read ${path}: ${messageOf(error)}.`, {
      nextStep: 'A Caffe2 model is two files: model.netdef, and init_model.netdef with the weights.',
      cause: error,
    });
  });
  try {
    return readNetDef(bytes);
  } catch (error) {
    throw new InferdeckError(
      'invalid-argument',
      `${path} is not a Caffe2 net in binary form, or it was cut off (${bytes.length} bytes): ${messageOf(error)}.`,
      { cause: error },
    );
  }
}
