import { describe, expect, test } from 'vitest';
import type { MetricsSeries, VersionPoint } from '../../../../server/telemetry/history/contract.ts';
import { deskClient } from '../../../support/desk-client.ts';
import { startServer, type TestServer } from '../../../support/server.ts';
import { SAMPLES } from '../../../support/temp.ts';

/** A request of some rows for the sample `mnist`. */
function rows(count: number) {
  return {
    inputs: [
      { name: 'image', datatype: 'FP32', shape: [count, 1, 28, 28], data: Array(784 * count).fill(0) },
    ],
  };
}

async function sampleServer(): Promise<TestServer> {
  return startServer(SAMPLES, { loadModels: ['mnist'] });
}

/** What the window's numbers of the last minutes add up to. */
async function sums(read: () => Promise<MetricsSeries>) {
  const points = (await read()).points.flatMap(({ versions }) => versions);
  const total = (of: (point: VersionPoint) => number) => points.reduce((sum, point) => sum + of(point), 0);
  const batches = new Map<number, number>();
  for (const [size, count] of points.flatMap((point) => point.batches)) {
    batches.set(size, (batches.get(size) ?? 0) + count);
  }
  return {
    requests: total(({ requests }) => requests),
    failures: total(({ failures }) => Object.values(failures).reduce((sum, count) => sum + count, 0)),
    inferences: total(({ inferences }) => inferences),
    executions: total(({ executions }) => executions),
    batches: Object.fromEntries(batches),
    spent: {
      request: total(({ spent }) => spent.request),
      queue: total(({ spent }) => spent.queue),
      compute: total(({ spent }) => spent.compute),
    },
  };
}

describe('the numbers of the window', () => {
  test('are exactly what was sent, and what the statistics endpoint tells', async () => {
    const server = await sampleServer();
    const client = await deskClient(server);
    const read = async (): Promise<MetricsSeries> =>
      JSON.parse(await (await client.call('GET', '/desk/metrics?range=5%20min')).text());
    const sent = [1, 2, 3, 5, 8, 1, 1, 4, 64, 11];
    await Promise.all(sent.map((count) => server.post('/v2/models/mnist/infer', rows(count))));
    await server.post('/v2/models/mnist/infer', rows(65));
    await expect.poll(async () => (await sums(read)).requests, { timeout: 5000 }).toBe(sent.length);
    const told = await sums(read);
    expect(told).toMatchObject({ failures: 1, inferences: 100 });
    const { model_stats: stats } = JSON.parse(await (await server.call('/v2/models/mnist/stats')).text());
    const version = stats.find(({ inference_count: count }: { inference_count: number }) => count > 0);
    const sizes: { batch_size: number; compute_infer: { count: number } }[] = version.batch_stats;
    expect(told.executions).toBe(version.execution_count);
    expect(told.batches).toEqual(
      Object.fromEntries(sizes.map((batch) => [String(batch.batch_size), batch.compute_infer.count])),
    );
    expect(told.spent.request).toBeCloseTo(version.inference_stats.success.ns / 1e6, 3);
    expect(told.spent.queue).toBeCloseTo(version.inference_stats.queue.ns / 1e6, 3);
    expect(told.spent.compute).toBeCloseTo(version.inference_stats.compute_infer.ns / 1e6, 3);
  });

  test('exist for five ranges only', async () => {
    const client = await deskClient(await sampleServer());
    const response = await client.call('GET', '/desk/metrics?range=7%20years');
    expect([response.status, await response.json()]).toEqual([
      400,
      expect.objectContaining({ error: expect.stringMatching(/7 years.*5 min, 15 min/) }),
    ]);
  });
});
