import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heavyModel, identityModel } from '../support/onnx.ts';

/** A model to measure: the same file served, and run directly. */
export interface BenchModel {
  readonly name: string;
  readonly file: string;
  /** Elements of its one FP32 input of shape [1, width]. */
  readonly width: number;
}

/** One instance with all cores, as the direct session has. */
const CONFIG = 'instance_group { count: 1 kind: KIND_CPU }\nmax_batch_size: 64\n';

/** Writes the measured models into a fresh repository. */
export async function benchRepository(): Promise<{
  readonly path: string;
  readonly models: Record<string, BenchModel>;
}> {
  const path = await mkdtemp(join(tmpdir(), 'inferdeck-bench-'));
  const add = async (name: string, width: number, bytes: Uint8Array, more = ''): Promise<BenchModel> => {
    const folder = join(path, name, '1');
    await mkdir(folder, { recursive: true });
    await writeFile(join(path, name, 'config.pbtxt'), CONFIG + more);
    await writeFile(join(folder, 'model.onnx'), bytes);
    return { name, file: join(folder, 'model.onnx'), width };
  };
  return {
    path,
    models: {
      tiny: await add('tiny', 16, identityModel('FP32', ['batch', 16])),
      tiny_batched: await add(
        'tiny_batched',
        16,
        identityModel('FP32', ['batch', 16]),
        'dynamic_batching { }',
      ),
      large: await add('large', 150_528, identityModel('FP32', ['batch', 150_528])),
      heavy: await add('heavy', 1024, heavyModel(1024, 400)),
      heavier: await add('heavier', 1024, heavyModel(1024, 2000)),
    },
  };
}
