import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { heavyModel, identityModel } from '../../support/onnx.ts';
import { repositoryOf, writeFiles } from '../../support/repository.ts';
import { errorOf, startServer, type TestServer } from '../../support/server.ts';
import { copyOfSamples, SAMPLES } from '../../support/temp.ts';

interface IndexRow {
  readonly name: string;
  readonly version?: string;
  readonly state?: string;
  readonly reason?: string;
}

const index = async (server: TestServer): Promise<IndexRow[]> =>
  JSON.parse(await (await server.post('/v2/repository/index')).text());
const load = (server: TestServer, name: string) => server.post(`/v2/repository/models/${name}/load`);
const unload = (server: TestServer, name: string) => server.post(`/v2/repository/models/${name}/unload`);
const isReady = async (server: TestServer, path: string) => (await server.call(`/v2${path}/ready`)).status;

describe('the sample repository', () => {
  test('is served whole: every version READY, the server ready', async () => {
    const server = await startServer(SAMPLES);
    expect((await index(server)).map(({ name, version, state }) => `${name}/${version} ${state}`)).toEqual([
      'add_sub/1 READY',
      'mnist/1 READY',
      'mnist/2 READY',
      'mnist_embedding/1 READY',
      'mnist_fixed_batch/1 READY',
    ]);
    expect(await isReady(server, '/health')).toBe(200);
  });

  test('a model without a configuration gets one from its file', async () => {
    const server = await startServer(SAMPLES, { loadModels: ['mnist_fixed_batch'] });
    const config: unknown = await (await server.call('/v2/models/mnist_fixed_batch/config')).json();
    expect(config).toMatchObject({
      name: 'mnist_fixed_batch',
      backend: 'onnxruntime',
      max_batch_size: 0,
      input: [{ name: 'image', data_type: 'TYPE_FP32', dims: [1, 1, 28, 28] }],
    });
  });
});

describe('the log', () => {
  test('tells how far a model is batched whose configuration does not say', async () => {
    const server = await startServer(
      await repositoryOf({ 'm/1/model.onnx': identityModel('FP32', ['batch', 4]) }),
    );
    expect(server.log()).toContain(
      "autofilled max_batch_size to 4 for model 'm' since batching is supporrted but no max_batch_size is specified in " +
        'model configuration. Must specify max_batch_size to utilize autofill with a larger max batch size',
    );
  });

  test('says nothing of the kind when it was written, or the model does not batch', async () => {
    const server = await startServer(
      await repositoryOf({
        'a/config.pbtxt': 'max_batch_size: 2',
        'a/1/model.onnx': identityModel('FP32', ['batch', 4]),
        'b/1/model.onnx': identityModel('FP32', [1, 4]),
      }),
    );
    expect(server.log()).toMatch(/successfully loaded 'a'/);
    expect(server.log()).toMatch(/successfully loaded 'b'/);
    expect(server.log()).not.toMatch(/autofilled/);
  });

  test('gives every warning about a configuration its place', async () => {
    const config = 'max_batch_size: 2\n\ninstance_group { kind: KIND_GPU }\n';
    const server = await startServer(
      await repositoryOf({
        'm/config.pbtxt': config,
        'm/1/model.onnx': identityModel('FP32', ['batch', 4]),
      }),
      { devicePlaces: { nvmlLibrary: '/nowhere', drmFolder: '/nowhere' } },
    );
    expect(server.log()).toMatch(/^W.*"m: config\.pbtxt:3:\d+: .*asks for a GPU and this machine has none/m);
  });
});

describe('load and unload', () => {
  test('an unloaded model is gone, says so, and comes back', async () => {
    const server = await startServer(SAMPLES, { loadModels: ['add_sub'] });
    expect((await unload(server, 'add_sub')).status).toBe(200);
    await expect
      .poll(async () => (await index(server)).find(({ name }) => name === 'add_sub'))
      .toEqual({ name: 'add_sub', version: '1', state: 'UNAVAILABLE', reason: 'unloaded' });
    const gone = await server.call('/v2/models/add_sub');
    expect([gone.status, await errorOf(gone)]).toEqual([
      404,
      "Request for unknown model: 'add_sub' has no available versions",
    ]);
    expect((await load(server, 'add_sub')).status).toBe(200);
    expect(await isReady(server, '/models/add_sub')).toBe(200);
  });

  test('models that nobody loaded appear by name only', async () => {
    const server = await startServer(SAMPLES, { loadModels: [] });
    expect((await index(server))[0]).toEqual({ name: 'add_sub' });
    expect(await (await server.post('/v2/repository/index', { ready: true })).json()).toEqual([]);
  });

  test('a load of what is loaded already changes nothing', async () => {
    const server = await startServer(SAMPLES, { loadModels: ['add_sub'] });
    const before = server.models.find('add_sub');
    await load(server, 'add_sub');
    expect(server.models.find('add_sub')).toBe(before);
  });

  test('a new version on disk takes over at the next load, and the old one leaves', async () => {
    const repository = await repositoryOf({ 'm/1/model.onnx': identityModel('FP32') });
    const server = await startServer(repository);
    await writeFiles(repository, { 'm/2/model.onnx': identityModel('FP32') });
    await load(server, 'm');
    expect(server.models.find('m').version).toBe(2);
    expect(server.models.served('m')?.record(1)?.state).not.toBe('READY');
  });

  test('unloading waits for what runs: its answer still comes', async () => {
    const repository = await repositoryOf({ 'm/1/model.onnx': heavyModel(1024, 100) });
    const server = await startServer(repository);
    const data = Array.from({ length: 1024 }, () => 0.5);
    const running = server.post('/v2/models/m/infer', {
      inputs: [{ name: 'in', datatype: 'FP32', shape: [1, 1024], data }],
    });
    await expect.poll(() => server.models.find('m').pending, { interval: 1 }).toBe(1);
    await unload(server, 'm');
    expect((await running).status).toBe(200);
  });

  test.each([
    ['none', 'explicit model load / unload is not allowed if polling is enabled'],
    ['poll', 'explicit model load / unload is not allowed if polling is enabled'],
  ] as const)('is refused in control mode %s', async (controlMode, text) => {
    const server = await startServer(SAMPLES, { controlMode });
    const response = await load(server, 'add_sub');
    expect([response.status, await errorOf(response)]).toEqual([503, text]);
  });

  test.each([
    ['load', 'x', 500, /^failed to load 'x', failed to poll from model repository/],
    ['load', '..', 404, /Not Found/],
    ['load', 'a%2Fb', 500, /failed to poll/],
    [
      'load',
      'a/b',
      400,
      /^invalid model name 'a\/b', model name must not contain path traversal characters$/,
    ],
  ])('%s of %s is refused with %d', async (verb, name, status, text) => {
    const server = await startServer(SAMPLES, { loadModels: [] });
    const response = await server.post(`/v2/repository/models/${name}/${verb}`);
    expect(response.status).toBe(status);
    expect(await errorOf(response)).toMatch(text);
  });

  test('unloading what nobody knows is nothing to do', async () => {
    expect((await unload(await startServer(SAMPLES, { loadModels: [] }), 'x')).status).toBe(200);
  });
});

describe('a server that is ready as soon as it is up', () => {
  test('does not wait for models that cannot be loaded', async () => {
    const files = { 'bad/1/model.onnx': 'not a model' };
    const server = await startServer(await repositoryOf(files), { strictReadiness: false });
    expect(await isReady(server, '/health')).toBe(200);
    expect(await isReady(server, '/models/bad')).toBe(404);
  });
});

describe('a load that fails', () => {
  test.each([0, 2])('is tried again %d times, as often as was asked for', async (loadRetries) => {
    const files = { 'bad/1/model.onnx': 'not a model' };
    const server = await startServer(await repositoryOf(files), { loadRetries, loadModels: [] });
    const begun = new Set<Date>();
    server.models.events.on('change', () => {
      const startedAt = server.models.served('bad')?.progress?.startedAt;
      if (startedAt !== undefined) begun.add(startedAt);
    });
    await load(server, 'bad');
    expect(begun.size).toBe(1 + loadRetries);
    expect(server.log().match(/failed to load 'bad'/g)).toHaveLength(1);
  });
});

describe('a model that fails', () => {
  async function reasonOf(files: Record<string, string | Uint8Array>): Promise<string> {
    const repository = await repositoryOf({ ...files, 'good/1/model.onnx': identityModel('FP32') });
    const server = await startServer(repository);
    expect(await isReady(server, '/models/good')).toBe(200);
    expect(await isReady(server, '/health')).toBe(400);
    const row = (await index(server)).find(({ name }) => name === 'bad');
    expect(row?.state).toBe('UNAVAILABLE');
    return row?.reason ?? '';
  }
  const model = identityModel('FP32');

  test('because its file is no model', async () => {
    expect(await reasonOf({ 'bad/1/model.onnx': 'not a model' })).toMatch(/model\.onnx is not an ONNX model/);
  });

  test('because its file was cut off', async () => {
    const whole = await readFile(join(SAMPLES, 'mnist/2/model.onnx'));
    expect(await reasonOf({ 'bad/1/model.onnx': whole.subarray(0, whole.length - 1000) })).toMatch(
      /model\.onnx/,
    );
  });

  test('because its file is empty, or not there', async () => {
    expect(await reasonOf({ 'bad/1/model.onnx': '' })).toMatch(/model\.onnx is empty/);
    expect(await reasonOf({ 'bad/config.pbtxt': 'backend: "onnxruntime"', 'bad/1/x': '' })).toMatch(
      /Cannot read .*model\.onnx/,
    );
  });

  test('because of a typo in its configuration: line, column and field', async () => {
    const config = 'max_batch_size: 4\ninput [\n  { name: "in" data_typ: TYPE_FP32 dims: [ 4 ] }\n]\n';
    const reason = await reasonOf({ 'bad/1/model.onnx': model, 'bad/config.pbtxt': config });
    expect(reason).toMatch(/config\.pbtxt:3:16: .*data_typ.*data_type/s);
  });

  test('says so in the log, with the same place', async () => {
    const config = 'max_batch_size: 4\ndynamic_batchin { }\n';
    const server = await startServer(
      await repositoryOf({ 'bad/1/model.onnx': model, 'bad/config.pbtxt': config }),
    );
    const lines = server.log().split('\n');
    expect(lines.filter((line) => line.startsWith('E')).join('\n')).toMatch(
      /"failed to load 'bad': config\.pbtxt:2:1: .*dynamic_batchin.*dynamic_batching/s,
    );
  });

  test('because two inputs have one name', async () => {
    const one = '{ name: "in" data_type: TYPE_FP32 dims: [ 4 ] }';
    const config = `max_batch_size: 4\ninput [ ${one}, ${one} ]\noutput [ { name: "out" data_type: TYPE_FP32 dims: [ 4 ] } ]\n`;
    expect(await reasonOf({ 'bad/1/model.onnx': model, 'bad/config.pbtxt': config })).toMatch(/'?in'?/);
  });

  test('because it has no version, or none that the policy takes', async () => {
    expect(await reasonOf({ 'bad/config.pbtxt': 'backend: "onnxruntime"' })).toMatch(
      /at least one version must be available/,
    );
    const config = 'version_policy { specific { versions: 7 } }';
    expect(await reasonOf({ 'bad/1/model.onnx': model, 'bad/config.pbtxt': config })).toMatch(
      /at least one version must be available/,
    );
  });

  test('because its folder has another name than its configuration', async () => {
    expect(await reasonOf({ 'bad/1/model.onnx': model, 'bad/config.pbtxt': 'name: "other"' })).toMatch(
      /unexpected directory name/,
    );
  });

  test('because its label file is missing', async () => {
    const config = 'output [ { name: "out" data_type: TYPE_FP32 dims: [ 4 ] label_filename: "words.txt" } ]';
    expect(await reasonOf({ 'bad/1/model.onnx': model, 'bad/config.pbtxt': config })).toMatch(/words\.txt/);
  });

  test('because the runtime does not know an operator', async () => {
    const { onnxModel } = await import('../../support/onnx.ts');
    const tensor = { datatype: 'FP32', shape: ['batch', 4] } as const;
    const strange = onnxModel({
      inputs: [{ name: 'in', ...tensor }],
      outputs: [{ name: 'out', ...tensor }],
      nodes: [{ op: 'Frobnicate', inputs: ['in'], outputs: ['out'] }],
    });
    expect(await reasonOf({ 'bad/1/model.onnx': strange })).toMatch(/onnx runtime error: .*Frobnicate/);
  });

  test('changes nothing on disk', async () => {
    const repository = await copyOfSamples('add_sub');
    const file = join(repository, 'add_sub/config.pbtxt');
    await writeFile(file, 'nonsense: 1');
    await startServer(repository);
    expect(await readFile(file, 'utf8')).toBe('nonsense: 1');
  });

  test('keeps what served before, and serves again when it is mended', async () => {
    const repository = await copyOfSamples('add_sub');
    const server = await startServer(repository);
    const file = join(repository, 'add_sub/1/model.onnx');
    const good = await readFile(file);
    await writeFile(file, 'broken');
    expect((await load(server, 'add_sub')).status).toBe(500);
    expect(await isReady(server, '/models/add_sub')).toBe(200);
    await writeFile(file, good);
    expect((await load(server, 'add_sub')).status).toBe(200);
    expect(server.models.served('add_sub')?.failure).toBeUndefined();
  });

  test('in one of its versions serves none of them, and the others say why', async () => {
    const config = 'version_policy { all { } }';
    const { onnxModel } = await import('../../support/onnx.ts');
    const tensor = { datatype: 'FP32', shape: ['batch', 4] } as const;
    const strange = onnxModel({
      inputs: [{ name: 'in', ...tensor }],
      outputs: [{ name: 'out', ...tensor }],
      nodes: [{ op: 'Frobnicate', inputs: ['in'], outputs: ['out'] }],
    });
    const repository = await repositoryOf({
      'm/config.pbtxt': config,
      'm/1/model.onnx': model,
      'm/2/model.onnx': strange,
    });
    const server = await startServer(repository);
    expect(await index(server)).toMatchObject([
      { version: '1', state: 'UNAVAILABLE', reason: 'not loaded because version 2 failed' },
      { version: '2', state: 'UNAVAILABLE', reason: expect.stringMatching(/Frobnicate/) },
    ]);
    const response = await load(server, 'm');
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatch(
      /^load failed for model 'm': version 2 is at UNAVAILABLE state: .*;\n$/,
    );
  });
});

describe('a repository', () => {
  test('that is empty, missing or a file serves nobody and says so to the window', async () => {
    const empty = await startServer(await repositoryOf({}));
    expect(await isReady(empty, '/health')).toBe(200);
    const missing = await startServer('/nowhere/at/all');
    expect(missing.models.repositories[0]?.problem).toMatch(/does not exist/);
  });

  test('with a name that another one has, too, serves that model from neither', async () => {
    const files = { 'm/1/model.onnx': identityModel('FP32') };
    const server = await startServer([await repositoryOf(files), await repositoryOf(files)]);
    const [row] = await index(server);
    expect(row?.reason).toBe('model appears in two or more repositories');
  });

  test('that loses a loaded model goes on serving it', async () => {
    const repository = await copyOfSamples('add_sub');
    const server = await startServer(repository);
    await rm(join(repository, 'add_sub'), { recursive: true });
    expect(await isReady(server, '/models/add_sub')).toBe(200);
  });
});
