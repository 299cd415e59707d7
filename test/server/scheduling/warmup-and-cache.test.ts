import { describe, expect, test } from 'vitest';
import { identityModel } from '../../support/onnx.ts';
import { repositoryOf } from '../../support/repository.ts';
import { startServer, type TestServer } from '../../support/server.ts';

const serve = async (config: string, files: Record<string, string | Uint8Array> = {}, cacheBytes = 0) => {
  const repository = await repositoryOf({
    'm/1/model.onnx': identityModel('FP32'),
    'm/config.pbtxt': config,
    ...files,
  });
  return startServer(repository, { cacheBytes });
};
const infer = (server: TestServer, data: readonly number[]) =>
  server.post('/v2/models/m/infer', { inputs: [{ name: 'in', datatype: 'FP32', shape: [1, 4], data }] });
const sample = (input: string, more = '') =>
  `max_batch_size: 4 model_warmup { name: "first" batch_size: 2 ${more} inputs { key: "in" value { data_type: TYPE_FP32 ${input} } } }`;

describe('warm-up', () => {
  test.each([
    ['zeros', 'dims: 4 zero_data: true'],
    ['random bytes', 'dims: 4 random_data: true'],
  ])('with %s runs before the model serves, and is not counted', async (_what, input) => {
    const server = await serve(sample(input, 'count: 3'));
    expect(server.models.find('m').statistics.success.count).toBe(0);
    expect((await infer(server, [1, 2, 3, 4])).status).toBe(200);
  });

  test('with a file repeats its row to fill the batch', async () => {
    const server = await serve(sample('dims: 4 input_data_file: "row"'), {
      'm/warmup/row': new Uint8Array(16),
    });
    expect(server.models.find('m').version).toBe(1);
  });

  test.each([
    [
      'a free dimension',
      'dims: -1 zero_data: true',
      /warmup setting expects all variable-size dimensions are specified for input 'in'/,
    ],
    ['a file that is not there', 'dims: 4 input_data_file: "none"', /cannot read .*warmup.none/],
    ['a shape that the model refuses', 'dims: 5 zero_data: true', /failed to run warmup sample 'first': /],
  ])('with %s fails the load', async (_what, input, reason) => {
    const server = await serve(sample(input));
    expect(server.models.served('m')?.failure?.error.message).toMatch(reason);
  });
});

describe('the response cache', () => {
  const config = 'response_cache { enable: true }';
  const counts = (server: TestServer) => {
    const { success, cacheHit, cacheMiss, inferenceCount } = server.models.find('m').statistics;
    return { success: success.count, hits: cacheHit.count, misses: cacheMiss.count, inferenceCount };
  };

  test('answers the same question without computing', async () => {
    const server = await serve(config, {}, 1024 ** 2);
    const first: unknown = await (await infer(server, [1, 2, 3, 4])).json();
    expect(await (await infer(server, [1, 2, 3, 4])).json()).toEqual(first);
    await infer(server, [4, 3, 2, 1]);
    expect(counts(server)).toEqual({ success: 3, hits: 1, misses: 2, inferenceCount: 2 });
  });

  test('forgets the least recently used when it is full', async () => {
    const server = await serve(config, {}, 32);
    for (const first of [1, 2, 3, 1]) await infer(server, [first, 0, 0, 0]);
    expect(counts(server)).toMatchObject({ hits: 0, misses: 4 });
  });

  test('forgets what an earlier load of the model said', async () => {
    const server = await serve(config, {}, 1024 ** 2);
    await infer(server, [1, 2, 3, 4]);
    await server.post('/v2/repository/models/m/load', {
      parameters: { config: '{"response_cache":{"enable":true}}' },
    });
    await infer(server, [1, 2, 3, 4]);
    expect(counts(server)).toMatchObject({ hits: 0, misses: 1 });
  });

  test('is used only by models that ask for it', async () => {
    const server = await serve('', {}, 1024 ** 2);
    for (let call = 0; call < 2; call += 1) await infer(server, [1, 2, 3, 4]);
    expect(counts(server)).toMatchObject({ hits: 0, misses: 0, inferenceCount: 2 });
  });
});
