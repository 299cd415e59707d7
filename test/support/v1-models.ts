import { readFile } from 'node:fs/promises';
import { repositoryOf } from './repository.ts';
import { startServer, type TestServer } from './server.ts';
import { SAMPLES } from './temp.ts';

/** `add_sub` under the name that the examples of the clients of 2019 have for it. */
export async function simple(options: Parameters<typeof startServer>[1] = {}): Promise<TestServer> {
  const config = await readFile(`${SAMPLES}/add_sub/config.pbtxt`, 'utf8');
  const repository = await repositoryOf({
    'simple/config.pbtxt': config.replace(/name: "add_sub"/, 'name: "simple"'),
    'simple/1/model.onnx': await readFile(`${SAMPLES}/add_sub/1/model.onnx`),
  });
  return startServer(repository, options);
}

/** INT32 tensor data. */
export const ints = (...values: readonly number[]) => new Uint8Array(Int32Array.from(values).buffer);

/** 0 to 15, and sixteen ones: what the clients' examples send. */
export const RANGE = Array.from({ length: 16 }, (_, index) => index);
export const ONES = RANGE.map(() => 1);
