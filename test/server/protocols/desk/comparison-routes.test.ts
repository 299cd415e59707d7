import { describe, expect, test } from 'vitest';
import type { ComparisonRecord, ComparisonState } from '../../../../server/comparison/comparison-state.ts';
import { deskClient } from '../../../support/desk-client.ts';
import { heavyModel } from '../../../support/onnx.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { errorOf, startServer } from '../../../support/server.ts';
import { copyOfSamples, tempFolder } from '../../../support/temp.ts';

const versions = (model: string, a: number, b: number) => ({
  a: { kind: 'version', model, version: a },
  b: { kind: 'version', model, version: b },
});
const RANDOM = { kind: 'random', count: 40, seed: 7 };

async function desk(repository: string, stateFolder?: string) {
  const server = await startServer(repository, { stateFolder: stateFolder ?? (await tempFolder()) });
  const { call } = await deskClient(server);
  const json = async <T>(method: string, path: string, body?: unknown): Promise<T> =>
    JSON.parse(await (await call(method, path, body)).text());
  const start = (plan: object) => json<ComparisonState>('POST', '/desk/comparisons', plan);
  /** Settles when the comparison that runs is over. */
  const over = () =>
    new Promise<void>((resolve) => {
      server.activity.events.on('change', ({ kind, state }) => {
        if (kind === 'comparison' && state !== 'running') resolve();
      });
    });
  return { server, call, json, start, over };
}

describe('a comparison', () => {
  test('runs in the server, and what it found outlives a restart', async () => {
    const repository = await copyOfSamples('mnist');
    const stateFolder = await tempFolder();
    const first = await desk(repository, stateFolder);
    const ended = first.over();
    const { id, state } = await first.start({ ...versions('mnist', 1, 2), set: RANDOM, seed: 3, warmUp: 2 });
    expect(state).toBe('running');
    await ended;
    const found = await first.json<ComparisonRecord>('GET', `/desk/comparisons/${id}`);
    expect(found).toMatchObject({ state: 'done', done: 80, total: 80 });
    expect(found.report).toMatchObject({
      a: 'v1',
      b: 'v2',
      plan: { seed: 3, rounds: 1, set: RANDOM },
      set: { name: '40 random inputs, seed 7', samples: 40, labelled: 0 },
      latency: { samples: 40 },
    });
    expect(Object.keys(found.report?.sides.b.files ?? {})).toEqual(['model.onnx']);
    expect(found.report?.sides.b.config).toMatch(/name: "mnist"/);
    expect(found.report?.accuracy).toBeUndefined();
    const page = await first.call('GET', `/desk/comparisons/${id}/export/report.html`);
    expect([page.headers.get('content-disposition'), await page.text()]).toEqual([
      'attachment; filename="report.html"',
      expect.stringMatching(/^<!doctype html>/),
    ]);
    expect(await first.json('GET', `/desk/comparisons/${id}/export/comparison.inferdeck`)).toMatchObject({
      set: RANDOM,
      seed: 3,
    });
    expect((await first.call('GET', `/desk/comparisons/${id}/export/other`)).status).toBe(404);
    await first.server.close();

    const second = await desk(repository, stateFolder);
    expect(await second.json('GET', '/desk/comparisons')).toMatchObject([{ id, state: 'done' }]);
    expect(await second.json('GET', `/desk/comparisons/${id}`)).toMatchObject({
      report: { latency: { samples: 40 } },
    });
    expect((await second.call('DELETE', `/desk/comparisons/${id}`)).status).toBe(204);
    expect(await second.json('GET', '/desk/comparisons')).toEqual([]);
  });

  test('sends the same made-up inputs for the same seed', async () => {
    const { start, over, json } = await desk(await copyOfSamples('mnist'));
    const outputs = async () => {
      const ended = over();
      const { id } = await start({ ...versions('mnist', 1, 2), set: RANDOM, warmUp: 0 });
      await ended;
      return (await json<ComparisonRecord>('GET', `/desk/comparisons/${id}`)).report?.outputs;
    };
    expect(await outputs()).toEqual(await outputs());
  });

  test('is one at a time, and can be cancelled', async () => {
    const slow = { 'm/1/model.onnx': heavyModel(512, 400), 'm/2/model.onnx': heavyModel(512, 400) };
    const all = { 'm/config.pbtxt': 'version_policy { all { } }', ...slow };
    const { start, over, call, json } = await desk(await repositoryOf(all));
    const ended = over();
    const plan = { ...versions('m', 1, 2), set: { ...RANDOM, count: 5000 } };
    const { id } = await start(plan);
    const second = await call('POST', '/desk/comparisons', plan);
    expect([second.status, await errorOf(second)]).toEqual([
      503,
      'Another comparison runs; two at once would slow each other down.',
    ]);
    expect((await call('DELETE', `/desk/comparisons/${id}`)).status).toBe(204);
    await ended;
    expect(await json('GET', `/desk/comparisons/${id}`)).toMatchObject({ state: 'cancelled' });
  });

  test('of a version under a configuration of its own loads it for this alone, beside what serves', async () => {
    const { start, over, json, server } = await desk(await copyOfSamples('mnist'));
    const before = server.models.find('mnist', 2);
    const config = `${server.models.served('mnist')?.prepared?.configText ?? ''}\ninstance_group { count: 3 }\n`;
    const compare = async (text: string) => {
      const ended = over();
      const side = { kind: 'config', model: 'mnist', version: 2, config: text };
      const { id } = await start({ ...versions('mnist', 2, 2), b: side, set: RANDOM, warmUp: 1 });
      await ended;
      return await json<ComparisonRecord>('GET', `/desk/comparisons/${id}`);
    };
    const { report } = await compare(config);
    expect(report).toMatchObject({ a: 'v2', b: 'v2 with another config', latency: { samples: 40 } });
    expect(report?.outputs).toMatchObject([{ differing: 0, compared: 40 }]);
    expect(report?.sides.b.config).toContain('count: 3');
    // Nobody else saw it: the version that serves is the one it was, asked only by side A.
    expect(server.models.find('mnist', 2)).toBe(before);
    expect(before.statistics.success.count).toBe(41);

    expect(await compare(config.replace('count: 3', 'cont: 3'))).toMatchObject({
      state: 'failed',
      why: expect.stringMatching(/config\.pbtxt:\d+:\d+.*cont/),
    });
  });

  test('of a version that does not serve says so, and the server goes on', async () => {
    const { start, over, json, server } = await desk(await copyOfSamples('mnist'));
    const ended = over();
    const { id } = await start({ ...versions('mnist', 1, 9), set: RANDOM });
    await ended;
    const { state, why } = await json<ComparisonState>('GET', `/desk/comparisons/${id}`);
    expect([state, why]).toEqual(['failed', expect.stringMatching(/mnist.*version 9/)]);
    expect(server.models.ready).toBe(true);
  });

  test('on files of the computer, or on what is no plan, is refused', async () => {
    const { call } = await desk(await copyOfSamples('mnist'));
    const plan = { ...versions('mnist', 1, 2), set: { kind: 'files', path: '/etc' } };
    expect((await call('POST', '/desk/comparisons', plan)).status).toBe(501);
    expect((await call('POST', '/desk/comparisons', { a: 1 })).status).toBe(400);
    expect((await call('GET', '/desk/comparisons/none')).status).toBe(404);
    const gone = { ...versions('mnist', 1, 2), set: { kind: 'kept', id: '../..' } };
    expect((await call('POST', '/desk/comparisons', gone)).status).toBe(202);
  });
});
