import { describe, expect, test } from 'vitest';
import type { DevicesReading } from '../../../../server/devices/contract.ts';
import type { DevicePlaces } from '../../../../server/devices/devices.ts';
import type {
  DeskEvent,
  ModelDetail,
  ModelSummary,
  ServerFacts,
} from '../../../../server/protocols/desk/contract.ts';
import { testDriver } from '../../../support/nvml/nvml-library.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { startServer, type TestServer } from '../../../support/server.ts';
import { SAMPLES } from '../../../support/temp.ts';

/** Opens the one-time link and returns the cookie that it sets. */
async function openSession(server: TestServer): Promise<string> {
  const response = await fetch(server.link, { redirect: 'manual' });
  expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

async function read<T>(server: TestServer, cookie: string, path: string): Promise<T> {
  const response = await server.call(`/desk${path}`, { headers: { cookie } });
  expect(response.status).toBe(200);
  return JSON.parse(await response.text());
}

describe('the session of the window', () => {
  test('is opened by the one-time link, once', async () => {
    const server = await startServer(SAMPLES, { loadModels: [] });
    const cookie = await openSession(server);
    expect(await read(server, cookie, '/session')).toEqual({ open: true });
    const again = await fetch(server.link, { redirect: 'manual' });
    expect(again.status).toBe(503);
    expect(await again.json()).toMatchObject({ error: expect.stringMatching(/used already/) });
  });

  test('its cookie is out of reach for scripts and other sites', async () => {
    const server = await startServer(SAMPLES, { loadModels: [] });
    const { headers } = await fetch(server.link, { redirect: 'manual' });
    expect(headers.get('set-cookie')).toMatch(
      /^inferdeck_\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    );
  });

  test('whoever has none learns only that', async () => {
    const server = await startServer(SAMPLES, { loadModels: [] });
    expect(await (await server.call('/desk/session')).json()).toEqual({ open: false });
    for (const path of ['/desk/server', '/desk/models', '/desk/models/mnist', '/desk/events']) {
      expect((await server.call(path)).status, path).toBe(401);
    }
    expect((await server.post('/desk/shutdown')).status).toBe(401);
    const wrong = { cookie: `inferdeck_${server.port}=wrong` };
    expect((await server.call('/desk/server', { headers: wrong })).status).toBe(401);
  });
});

test('the page may load and do what is its own, and nothing else', async () => {
  const server = await startServer(SAMPLES, { loadModels: [] });
  const { headers } = await server.call('/desk/session');
  expect((headers.get('content-security-policy') ?? '').split('; ').toSorted()).toEqual([
    "base-uri 'none'",
    "connect-src 'self'",
    "default-src 'none'",
    "font-src 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "object-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "worker-src 'self'",
  ]);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

describe('what the window hears', () => {
  test('of the server', async () => {
    const server = await startServer([SAMPLES, '/nowhere'], { loadModels: [] });
    const facts = await read<ServerFacts>(server, await openSession(server), '/server');
    expect(facts).toMatchObject({ name: 'Inferdeck', controlMode: 'explicit', http: { port: server.port } });
    expect(facts.repositories).toEqual([
      { path: SAMPLES },
      { path: '/nowhere', problem: 'The model repository /nowhere does not exist.' },
    ]);
  });

  test('of every model: state, versions, default, framework', async () => {
    const server = await startServer(SAMPLES, { loadModels: ['mnist'] });
    const models = await read<ModelSummary[]>(server, await openSession(server), '/models');
    expect(models.map(({ name, state }) => [name, state])).toEqual([
      ['add_sub', 'not-loaded'],
      ['mnist', 'ready'],
      ['mnist_embedding', 'not-loaded'],
      ['mnist_fixed_batch', 'not-loaded'],
    ]);
    expect(models[1]).toMatchObject({
      defaultVersion: 2,
      backend: 'onnxruntime',
      maxBatchSize: 64,
      versions: [
        { version: 1, state: 'READY' },
        { version: 2, state: 'READY' },
      ],
    });
    expect(models[0]).toMatchObject({ backend: 'onnxruntime', versions: [{ version: 1, state: 'UNKNOWN' }] });
  });

  test('of one model, loaded or not: signature, labels, axes, file facts', async () => {
    const server = await startServer(SAMPLES, { loadModels: [] });
    const detail = await read<ModelDetail>(server, await openSession(server), '/models/mnist');
    expect(detail.inputs).toEqual([
      {
        name: 'image',
        datatype: 'FP32',
        shape: [-1, 1, 28, 28],
        axes: ['batch', 'channel', 'height', 'width'],
        optional: false,
      },
    ]);
    expect(detail.outputs[0]).toMatchObject({
      labelFile: 'labels.txt',
      labels: Array.from({ length: 10 }, (_, digit) => String(digit)),
    });
    expect(detail.files.map(({ version, file, opset }) => [version, file, opset])).toEqual([
      [1, 'model.onnx', 17],
      [2, 'model.onnx', 17],
    ]);
    expect(detail.files[1]?.operators).toContainEqual({ type: 'Softmax', count: 1 });
    expect(detail.configText).toMatch(/max_batch_size: 64/);
  });

  test('of a loaded model: what its instances really run on, version by version', async () => {
    const server = await startServer(SAMPLES, { loadModels: ['mnist'] });
    const session = await openSession(server);
    const { runsOn } = await read<ModelDetail>(server, session, '/models/mnist');
    const onCpu = { device: 'CPU', provider: 'cpu', instances: 2, remarks: [] };
    expect(runsOn).toEqual([
      { version: 1, ...onCpu },
      { version: 2, ...onCpu },
    ]);
    expect((await read<ModelDetail>(server, session, '/models/add_sub')).runsOn).toEqual([]);
  });

  test('what was filled in, and why', async () => {
    const server = await startServer(SAMPLES, { loadModels: [] });
    const detail = await read<ModelDetail>(server, await openSession(server), '/models/mnist_fixed_batch');
    expect(detail.configText).toBeNull();
    expect(detail.completed.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['backend', 'input', 'output']),
    );
    expect(detail.completed.every(({ why }) => why.length > 10)).toBe(true);
  });

  test('of a failure: stage, place and next step', async () => {
    const server = await startServer(
      await repositoryOf({ 'bad/config.pbtxt': '\n max_batch_sise: 4\n', 'bad/1/model.onnx': 'x' }),
    );
    const { summary } = await read<ModelDetail>(server, await openSession(server), '/models/bad');
    expect(summary).toMatchObject({
      state: 'unavailable',
      failure: {
        stage: 'configuration',
        place: { line: 2, column: 2 },
        message: expect.stringMatching(/max_batch_sise/),
      },
    });
  });

  test('of its devices, at once and each second', async () => {
    const server = await startServer(SAMPLES, { loadModels: [], devicePlaces: await driverPlaces() });
    const cookie = await openSession(server);
    const { gpus } = await read<DevicesReading>(server, cookie, '/devices');
    expect(gpus).toMatchObject({ state: 'known', value: { cards: [{ index: 0 }, { index: 1 }] } });
    const { body } = await server.call('/desk/events', { headers: { cookie } });
    for await (const event of eventsOf(body)) {
      if (event.type !== 'devices') continue;
      expect(event.reading.gpus.state).toBe('known');
      break;
    }
  });

  test('as it happens', async () => {
    const server = await startServer(SAMPLES, { loadModels: [] });
    const cookie = await openSession(server);
    const { body } = await server.call('/desk/events', { headers: { cookie } });
    const states: string[] = [];
    const loading = server.post('/v2/repository/models/add_sub/load');
    for await (const event of eventsOf(body)) {
      if (['devices', 'metrics', 'logs'].includes(event.type)) continue;
      states.push(event.type === 'model' ? event.model.state : event.type);
      if (states.at(-1) === 'ready') break;
    }
    await loading;
    expect([...new Set(states)]).toEqual(['hello', 'activity', 'loading', 'ready']);
  });
});

async function driverPlaces(): Promise<DevicePlaces> {
  return { nvmlLibrary: (await testDriver()).library, drmFolder: '/nowhere' };
}

async function* eventsOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<DeskEvent> {
  if (body === null) throw new Error('no body');
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const lines = text.split('\n\n');
    text = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data: ')) yield JSON.parse(line.slice(6));
  }
}
