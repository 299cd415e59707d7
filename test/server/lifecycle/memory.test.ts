import { describe, expect, test } from 'vitest';
import { IdleUnloader } from '../../../server/lifecycle/unload-idle.ts';
import type { ActivityEntry, ModelDetail } from '../../../server/protocols/desk/contract.ts';
import { GRPCInferenceService } from '../../../server/protocols/grpc-v2/generated/grpc_service_pb.ts';
import { deskClient } from '../../support/desk-client.ts';
import { GrpcClient } from '../../support/grpc-client.ts';
import { heavyModel } from '../../support/onnx.ts';
import { repositoryOf } from '../../support/repository.ts';
import { errorOf, startServer } from '../../support/server.ts';
import { addingModel, numberIn, ZEROS } from '../../support/swapping.ts';
import { tempFolder } from '../../support/temp.ts';

const ONE = 'instance_group { count: 1 kind: KIND_CPU }';

async function serving(files: Readonly<Record<string, string | Uint8Array>>, options: object = {}) {
  const repository = await repositoryOf(files);
  const stateFolder = await tempFolder();
  const server = await startServer(repository, { stateFolder, ...options });
  const desk = await deskClient(server);
  const wish = async (name: string, settings: object) => {
    expect((await desk.call('PUT', `/desk/models/${name}/settings`, settings)).status).toBe(204);
  };
  const budget = (budgetBytes: number | null) => desk.call('PUT', '/desk/memory', { budgetBytes });
  const load = (name: string) => server.post(`/v2/repository/models/${name}/load`);
  const detail = async (name: string): Promise<ModelDetail> =>
    JSON.parse(await (await desk.call('GET', `/desk/models/${name}`)).text());
  const upNow = () => server.models.allServed.filter(({ ready }) => ready.length > 0).map(({ name }) => name);
  const again = () => startServer(repository, { stateFolder, ...options });
  return { server, ...desk, wish, budget, load, detail, upNow, again };
}

const three = () => {
  const names = ['a', 'b', 'c'];
  const files = names.map((name) => [`${name}/1/model.onnx`, addingModel(1)] as const);
  return Object.fromEntries([...files, ...names.map((name) => [`${name}/config.pbtxt`, ONE] as const)]);
};

describe('the memory of a model', () => {
  test('is estimated before it is loaded, by files and instances, and measured after', async () => {
    const { detail, load } = await serving(
      { 'm/1/model.onnx': heavyModel(2048, 1), 'm/config.pbtxt': ONE.replace('1', '2') },
      { loadModels: [] },
    );
    const before = await detail('m');
    expect(before.memory.estimatedBytes).toBeGreaterThan(2 * 2048 ** 2 * 4);
    expect(before.memory.measuredBytes).toBeUndefined();
    expect(before.memory.freeBytes).toBeGreaterThan(0);
    await load('m');
    const { memory } = await detail('m');
    expect(memory.measuredBytes).toBeGreaterThan(2048 ** 2 * 4);
    expect(memory.usedBytes).toBe(memory.measuredBytes);
  });

  test('that came back is told when it is unloaded', async () => {
    const { server, call } = await serving({ 'm/1/model.onnx': heavyModel(3464, 1), 'm/config.pbtxt': ONE });
    await server.post('/v2/models/m/infer', {
      inputs: [
        { name: 'in', datatype: 'FP32', shape: [1, 3464], data: Array.from({ length: 3464 }, () => 0) },
      ],
    });
    await server.post('/v2/repository/models/m/unload');
    const unloaded = async (): Promise<ActivityEntry | undefined> => {
      const entries: ActivityEntry[] = JSON.parse(await (await call('GET', '/desk/activity')).text());
      return entries.find(({ kind, state }) => kind === 'unload' && state === 'done');
    };
    await expect
      .poll(async () => (await unloaded())?.outcome)
      .toMatch(/^Memory is free again: .* MB came back\.$/);
  });
});

describe('under a budget', () => {
  test('who was asked longest ago makes room; pinned models stay', async () => {
    const { server, load, budget, wish, detail, upNow } = await serving(three(), { loadModels: [] });
    await wish('a', { pinned: true });
    for (const name of ['a', 'b']) await load(name);
    const { usedBytes, estimatedBytes = 0 } = (await detail('c')).memory;
    await budget(usedBytes + estimatedBytes / 2);
    expect((await load('c')).status).toBe(200);
    expect(upNow()).toEqual(['a', 'c']);
    expect(server.models.served('b')?.record(1)).toMatchObject({
      state: 'UNAVAILABLE',
      reason: "unloaded to make room for 'c'",
    });
  });

  test('a model that cannot fit is refused with numbers, and the others go on', async () => {
    const { server, load, budget, wish, upNow } = await serving(three(), { loadModels: [] });
    for (const name of ['a', 'b']) {
      await load(name);
      await wish(name, { pinned: true });
    }
    await budget(server.models.memory.usedBytes + 1000);
    const refused = await load('c');
    expect(refused.status).toBe(500);
    expect(await errorOf(refused)).toMatch(
      /'c' needs about .* MB of memory, and of the .* MB that models may take/,
    );
    expect(upNow()).toEqual(['a', 'b']);
    await budget(null);
    expect((await load('c')).status).toBe(200);
  });
});

describe('a model that waits for requests', () => {
  test('is not loaded at the start, and by its first request, whichever way that comes', async () => {
    const { wish, again } = await serving(three());
    await wish('b', { onRequest: true });
    const server = await again();
    expect(server.models.served('b')).toBeUndefined();
    expect((await server.call('/v2/health/ready')).status).toBe(200);
    const answers = await Promise.all([1, 2, 3].map(() => server.post('/v2/models/b/infer', ZEROS)));
    for (const answer of answers) expect(numberIn(await answer.text()).number).toBe(1);

    await server.post('/v2/repository/models/b/unload');
    const { modelInfer } = GRPCInferenceService.method;
    const answer = await new GrpcClient(server).call(modelInfer, {
      modelName: 'b',
      inputs: [{ name: 'in', datatype: 'FP32', shape: [1n, 4n], contents: { fp32Contents: [0, 0, 0, 0] } }],
    });
    expect(answer.modelVersion).toBe('1');
  });

  test('goes again when nobody asks, unless it is pinned', async () => {
    const { server, wish, upNow } = await serving(three());
    const idle = new IdleUnloader(server.models, server.models.settings);
    const inMinutes = (minutes: number) => idle.look(Date.now() + minutes * 60_000);
    await wish('a', { idleMinutes: 10 });
    await wish('b', { idleMinutes: 10, pinned: true });
    await inMinutes(9);
    expect(upNow()).toEqual(['a', 'b', 'c']);
    await inMinutes(11);
    expect(upNow()).toEqual(['b', 'c']);
    await expect
      .poll(() => server.models.served('a')?.record(1))
      .toMatchObject({
        reason: 'unloaded after 10 minutes without a request',
      });
  });
});

describe('an alias', () => {
  const two = {
    'm/1/model.onnx': addingModel(1),
    'm/2/model.onnx': addingModel(2),
    'm/config.pbtxt': 'version_policy { all {} }',
  };
  const asked = async (server: Awaited<ReturnType<typeof startServer>>, path: string) =>
    numberIn(await (await server.post(`/v2/models/m${path}/infer`, ZEROS)).text()).number;

  test('stands for a version in addresses, and moves in one step', async () => {
    const { server, wish } = await serving(two);
    await wish('m', { aliases: { prod: 1, latest: 2 } });
    expect(await asked(server, '/versions/prod')).toBe(1);
    expect(await asked(server, '/versions/latest')).toBe(2);
    expect(await (await server.call('/v2/models/m/versions/prod')).json()).toMatchObject({ versions: ['1'] });
    const { modelInfer } = GRPCInferenceService.method;
    const answer = await new GrpcClient(server).call(modelInfer, {
      modelName: 'm',
      modelVersion: 'prod',
      inputs: [{ name: 'in', datatype: 'FP32', shape: [1n, 4n], contents: { fp32Contents: [0, 0, 0, 0] } }],
    });
    expect(answer.modelVersion).toBe('1');
    await wish('m', { aliases: { prod: 2 } });
    expect(await asked(server, '/versions/prod')).toBe(2);
    expect((await server.call('/v2/models/m/versions/latest')).status).toBe(404);
  });

  test('cannot look like a number', async () => {
    const { call } = await serving(two);
    const refused = await call('PUT', '/desk/models/m/settings', { aliases: { '3': 1 } });
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { error: "'3' cannot be an alias: it begins with a letter and has letters, digits, dots and dashes." },
    ]);
  });
});
