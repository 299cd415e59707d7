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

/** @param count of instances; one has all cores, as the direct session has */
function config(count: number, more = '', maxBatchSize = 64): string {
  return `instance_group { count: ${count} kind: KIND_CPU }\nmax_batch_size: ${maxBatchSize}\n${more}`;
}

/** A model that may batch does so unless it is told something else: completing its configuration sees to that. */
const UNBATCHED = config(1, '', 1);

const ONE_THREAD = 'parameters { key: "intra_op_thread_count" value { string_value: "1" } }';

/** Writes the measured models into a fresh repository. */
export async function benchRepository(): Promise<{
  readonly path: string;
  readonly models: BenchModels;
}> {
  const path = await mkdtemp(join(tmpdir(), 'inferdeck-bench-'));
  const add = async (
    name: string,
    width: number,
    bytes: Uint8Array,
    text = config(1),
  ): Promise<BenchModel> => {
    const folder = join(path, name, '1');
    await mkdir(folder, { recursive: true });
    await writeFile(join(path, name, 'config.pbtxt'), text);
    await writeFile(join(folder, 'model.onnx'), bytes);
    return { name, file: join(folder, 'model.onnx'), width };
  };
  return {
    path,
    models: {
      tiny: await add('tiny', 16, identityModel('FP32', ['batch', 16]), UNBATCHED),
      tiny_batched: await add(
        'tiny_batched',
        16,
        identityModel('FP32', ['batch', 16]),
        config(1, 'dynamic_batching { }'),
      ),
      large: await add('large', 150_528, identityModel('FP32', ['batch', 150_528]), UNBATCHED),
      heavy: await add('heavy', 1024, heavyModel(1024, 400)),
      one_instance: await add('one_instance', 512, heavyModel(512, 1900), config(1, ONE_THREAD)),
      two_instances: await add('two_instances', 512, heavyModel(512, 1900), config(2, ONE_THREAD)),
      heavier: await add('heavier', 1024, heavyModel(1024, 2000)),
    },
  };
}

export type BenchModels = Readonly<Record<string, BenchModel>>;

/** @throws when there is none of that name */
export function modelNamed(models: BenchModels, name: string): BenchModel {
  const model = models[name];
  if (model === undefined) throw new Error(`There is no bench model ${name}.`);
  return model;
}
