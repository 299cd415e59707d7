import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DiskFollower } from '../../../server/lifecycle/follow-disk.ts';
import { identityModel } from '../../support/onnx.ts';
import { repositoryOf, writeFiles } from '../../support/repository.ts';
import { errorOf, startServer, type TestServer } from '../../support/server.ts';
import { copyOfSamples, SAMPLES } from '../../support/temp.ts';

const model = identityModel('FP32');
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const load = (server: TestServer, name: string, parameters?: object) =>
  server.post(`/v2/repository/models/${name}/load`, parameters && { parameters });
const versionsOf = (server: TestServer, name: string) =>
  server.models.served(name)?.ready.map(({ version }) => version);

describe('a load call that brings its own configuration', () => {
  test('counts for that load only, and writes nothing', async () => {
    const repository = await copyOfSamples('mnist');
    const server = await startServer(repository);
    const before = await readFile(join(repository, 'mnist/config.pbtxt'), 'utf8');
    const config = JSON.stringify({ version_policy: { specific: { versions: [1] } }, max_batch_size: 2 });
    expect((await load(server, 'mnist', { config })).status).toBe(200);
    expect(versionsOf(server, 'mnist')).toEqual([1]);
    expect(server.models.find('mnist').spec.maxBatchSize).toBe(2);
    expect(await readFile(join(repository, 'mnist/config.pbtxt'), 'utf8')).toBe(before);
    await load(server, 'mnist');
    expect(versionsOf(server, 'mnist')).toEqual([1, 2]);
    expect(server.models.find('mnist').spec.maxBatchSize).toBe(64);
  });

  test('may bring the files, too; they replace the whole folder', async () => {
    const server = await startServer(await copyOfSamples('mnist'));
    const parameters = { config: '{}', 'file:7/model.onnx': base64(model) };
    expect((await load(server, 'mnist', parameters)).status).toBe(200);
    expect(versionsOf(server, 'mnist')).toEqual([7]);
  });

  test.each([
    [
      'files without a configuration',
      { 'file:1/model.onnx': '' },
      400,
      /^Load parameter 'config' must be specified for model file override$/,
    ],
    ['a path that leaves the folder', { config: '{}', 'file:../../x': '' }, 500, /leaves the model folder/],
    [
      'a configuration that is no JSON',
      { config: '{' },
      500,
      /^failed to load 'mnist', failed to poll from model repository/,
    ],
    [
      'an unknown field',
      { config: '{"max_batch": 1}' },
      500,
      /failed to poll from model repository: .*max_batch/,
    ],
    ['an unknown parameter', { other: 1 }, 500, /unexpected error on creating Triton parameter/],
    ['a configuration that is no text', { config: 1 }, 400, /non-string/],
  ])('is refused with %s', async (_what, parameters, status, text) => {
    const server = await startServer(SAMPLES, { loadModels: ['mnist'] });
    const response = await load(server, 'mnist', parameters);
    expect(response.status).toBe(status);
    expect(await errorOf(response)).toMatch(text);
    expect(versionsOf(server, 'mnist')).toEqual([1, 2]);
  });
});

describe('a change of the instance groups alone', () => {
  const groups = (count: number) => `instance_group { count: ${count} kind: KIND_CPU }\n`;

  test('adds and removes instances of the version that serves, without loading it again', async () => {
    const repository = await repositoryOf({ 'm/1/model.onnx': model, 'm/config.pbtxt': groups(1) });
    const server = await startServer(repository);
    const serving = server.models.find('m');
    expect(serving.instances).toBe(1);
    for (const count of [3, 2]) {
      await writeFile(join(repository, 'm/config.pbtxt'), groups(count));
      await load(server, 'm');
      expect(server.models.find('m')).toBe(serving);
      expect(serving.instances).toBe(count);
      expect(serving.config.instance_group[0]?.count).toBe(count);
    }
    const inputs = [{ name: 'in', datatype: 'FP32', shape: [1, 4], data: [1, 2, 3, 4] }];
    expect((await server.post('/v2/models/m/infer', { inputs })).status).toBe(200);
  });
});

describe('control mode poll', () => {
  const poll = async (repository: string) => {
    const server = await startServer(repository, { controlMode: 'poll', pollSeconds: 86_400 });
    const follower = new DiskFollower(server.models);
    follower.start(86_400);
    return { server, look: () => follower.look() };
  };

  test('loads what is added, loads changes again, and unloads what is removed', async () => {
    const repository = await repositoryOf({ 'a/1/model.onnx': model });
    const { server, look } = await poll(repository);
    await writeFiles(repository, { 'b/1/model.onnx': model, 'a/2/model.onnx': model });
    await look();
    expect(versionsOf(server, 'a')).toEqual([2]);
    expect(versionsOf(server, 'b')).toEqual([1]);
    await rm(join(repository, 'a'), { recursive: true });
    await look();
    expect(versionsOf(server, 'a')).toEqual([]);
  });

  test('does nothing when nothing changed', async () => {
    const repository = await repositoryOf({ 'a/1/model.onnx': model });
    const { server, look } = await poll(repository);
    const before = server.models.find('a');
    await look();
    expect(server.models.find('a')).toBe(before);
  });

  test('waits for a folder that is still being copied', async () => {
    const repository = await repositoryOf({ 'a/1/model.onnx': model });
    const { server, look } = await poll(repository);
    const whole = identityModel('FP32', ['batch', 8]);
    let written = 0;
    const copying = setInterval(() => {
      written += Math.ceil(whole.length / 8);
      void writeFiles(repository, { 'b/1/model.onnx': whole.subarray(0, written) });
      if (written >= whole.length) clearInterval(copying);
    }, 60);
    await expect.poll(async () => (await readdir(repository)).length).toBe(2);
    await look();
    expect(server.models.served('b')?.failure).toBeUndefined();
    expect(versionsOf(server, 'b')).toEqual([1]);
  });
});

describe('a watched repository', () => {
  test('a failed model is tried again when somebody mends it', async () => {
    const repository = await repositoryOf({ 'm/1/model.onnx': model, 'm/config.pbtxt': 'nonsense: 1' });
    const server = await startServer(repository, { watchRepository: true });
    expect(server.models.served('m')?.failure).toBeDefined();
    await writeFile(join(repository, 'm/config.pbtxt'), '');
    await expect.poll(() => versionsOf(server, 'm'), { timeout: 20_000 }).toEqual([1]);
  });

  test('a new folder is told to the window', async () => {
    const repository = await copyOfSamples('mnist');
    const server = await startServer(repository, { watchRepository: true });
    const told = new Promise((resolve) => server.models.events.once('change', resolve));
    await cp(join(SAMPLES, 'add_sub'), join(repository, 'add_sub'), { recursive: true });
    expect(await told).toBe('add_sub');
    expect(server.models.folders.map(({ name }) => name)).toContain('add_sub');
  });
});
