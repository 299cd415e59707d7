import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TunedConfigText, TuningStart, TuningState } from '../../../../server/tuner/contract.ts';
import { deskClient } from '../../../support/desk-client.ts';
import { errorOf, startServer } from '../../../support/server.ts';
import { copyOfSamples, tempFolder } from '../../../support/temp.ts';
import { treeHash } from '../../../support/tree-hash.ts';

const LOAD: TuningStart = { clients: 4, seconds: 0.1, most: 3, largestBatch: 8 };

async function desk(options: Parameters<typeof startServer>[1] = {}) {
  const repository = await copyOfSamples('add_sub', 'mnist_embedding');
  const server = await startServer(repository, { stateFolder: await tempFolder(), ...options });
  const { call } = await deskClient(server);
  const json = async <T>(method: string, path: string, body?: unknown): Promise<T> =>
    JSON.parse(await (await call(method, path, body)).text());
  /** Settles when the server says that a tuning did something new. */
  const moved = () =>
    new Promise<void>((resolve) => {
      server.activity.events.on('change', ({ kind }) => {
        if (kind === 'tune') resolve();
      });
    });
  const over = () =>
    new Promise<void>((resolve) => {
      server.activity.events.on('change', ({ kind, state }) => {
        if (kind === 'tune' && state !== 'running') resolve();
      });
    });
  const tune = (model: string, load: Partial<TuningStart> = {}) =>
    json<TuningState>('POST', `/desk/models/${model}/tuning`, { ...LOAD, ...load });
  return { repository, server, call, json, tune, moved, over, before: await treeHash(repository) };
}

describe('a tuning', () => {
  test('tries settings, marks the front and the best, and leaves the model as the disk has it', async () => {
    const { tune, over, json, server, repository, before } = await desk();
    const ended = over();
    const { state } = await tune('add_sub');
    expect(state).toBe('running');
    await ended;
    const done = await json<TuningState>('GET', '/desk/models/add_sub/tuning');
    expect(done).toMatchObject({ model: 'add_sub', state: 'done', start: LOAD });
    expect(done.tried).toHaveLength(3);
    expect(done.tried.filter(({ onFront }) => onFront).length).toBeGreaterThan(0);
    expect(done.tried.find(({ key }) => key === done.best)).toMatchObject({ onFront: true, failed: 0 });
    expect(server.models.find('add_sub').config.max_batch_size).toBe(8);
    expect(await treeHash(repository)).toBe(before);
  });

  test('gives a configuration to look at, and writes it only when it is used', async () => {
    const { tune, over, json, call, server, repository, before } = await desk();
    const ended = over();
    const { id } = await tune('add_sub');
    await ended;
    const { tried } = await json<TuningState>('GET', '/desk/models/add_sub/tuning');
    const other = tried.find(({ setting }) => setting.maxBatchSize !== 8);
    const key = other?.key ?? '';
    const text = await json<TunedConfigText>('GET', `/desk/tunings/${id}/config?key=${key}`);
    expect(text.before).toMatch(/max_batch_size: 8/);
    expect(text.after).toMatch(new RegExp(`max_batch_size: ${other?.setting.maxBatchSize}\\b`));
    expect(await treeHash(repository)).toBe(before);

    expect((await call('POST', `/desk/tunings/${id}/use`, { key })).status).toBe(204);
    expect(await readFile(join(repository, 'add_sub/config.pbtxt'), 'utf8')).toBe(text.after);
    expect(server.models.find('add_sub').config.max_batch_size).toBe(other?.setting.maxBatchSize);
    const unknown = await call('POST', `/desk/tunings/${id}/use`, { key: 'none' });
    expect([unknown.status, await errorOf(unknown)]).toEqual([400, "The setting 'none' was not tried."]);
  });

  test('takes the place of an earlier one of its model', async () => {
    const { tune, over, call, json } = await desk();
    const ended = over();
    const { id } = await tune('add_sub', { most: 1 });
    await ended;
    const later = await tune('add_sub', { most: 50 });
    expect(await json<TuningState>('GET', '/desk/models/add_sub/tuning')).toMatchObject({ id: later.id });
    expect((await call('GET', `/desk/tunings/${id}/config?key=any`)).status).toBe(404);
    await call('POST', `/desk/tunings/${later.id}/stop`);
  });

  test('that is stopped keeps what it found, and the model is as the disk has it', async () => {
    const { tune, moved, json, server, repository, before } = await desk();
    const { id } = await tune('add_sub', { most: 50, seconds: 0.2 });
    await moved();
    expect(await json<TuningState>('POST', `/desk/tunings/${id}/stop`)).toMatchObject({ state: 'stopped' });
    expect(server.models.find('add_sub').config.max_batch_size).toBe(8);
    expect(await treeHash(repository)).toBe(before);
  });

  test('is refused beside another one, for a model that is not served, and where loads are not allowed', async () => {
    const { tune, call } = await desk();
    const { id } = await tune('add_sub', { most: 50 });
    const second = await call('POST', '/desk/models/mnist_embedding/tuning', LOAD);
    expect([second.status, await errorOf(second)]).toEqual([
      503,
      'add_sub is being tuned; both would measure each other.',
    ]);
    await call('POST', `/desk/tunings/${id}/stop`);
    expect((await call('POST', '/desk/models/none/tuning', LOAD)).status).toBe(404);
    expect((await call('POST', '/desk/models/add_sub/tuning', { ...LOAD, clients: 0 })).status).toBe(400);
    const fixed = await desk({ controlMode: 'none' });
    const refused = await fixed.call('POST', '/desk/models/add_sub/tuning', LOAD);
    expect([refused.status, await errorOf(refused)]).toEqual([
      503,
      'A model is tuned by loading it with one setting after the other.',
    ]);
  });
});
