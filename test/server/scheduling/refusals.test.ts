import { describe, expect, test, vi } from 'vitest';
import { identityModel } from '../../support/onnx.ts';
import { repositoryOf } from '../../support/repository.ts';
import { errorOf, startServer, type TestServer } from '../../support/server.ts';

const dynamic = (policy: string) =>
  `max_batch_size: 4 dynamic_batching { default_queue_policy { ${policy} } }`;

/** A model whose scheduler waits for a second request, and one that does not. */
async function serve(config: string): Promise<TestServer> {
  const repository = await repositoryOf({
    'held/1/model.onnx': identityModel('FP32'),
    'held/config.pbtxt': config,
    'other/1/model.onnx': identityModel('FP32'),
    'other/config.pbtxt': 'max_batch_size: 4 sequence_batching { }',
  });
  vi.stubEnv('TRITONSERVER_DELAY_SCHEDULER', '2');
  const server = await startServer(repository);
  vi.unstubAllEnvs();
  return server;
}

const infer = (server: TestServer, id: string, rows = 1, model = 'held') =>
  server.post(`/v2/models/${model}/infer`, {
    id,
    inputs: [{ name: 'in', datatype: 'FP32', shape: [rows, 4], data: Array(rows * 4).fill(1) }],
    ...(model === 'other' && { parameters: { sequence_id: 1, sequence_start: true, sequence_end: true } }),
  });

async function restServes(server: TestServer): Promise<void> {
  expect((await infer(server, 'x', 1, 'other')).status).toBe(200);
  expect((await server.call('/v2/health/ready')).status).toBe(200);
}

describe('over HTTP, and the rest keeps serving', () => {
  test('a full queue', async () => {
    const server = await serve(dynamic('max_queue_size: 1'));
    const answers = [infer(server, 'first'), infer(server, 'second')];
    const refused = await Promise.race(answers);
    expect(refused.status).toBe(503);
    expect(await errorOf(refused)).toMatch(/^\[request id: (first|second)\] Exceeds maximum queue size$/);
    await restServes(server);
  });

  test('a request that waited too long', async () => {
    const server = await serve(dynamic('default_timeout_microseconds: 1000'));
    const refused = await infer(server, 'late');
    expect(refused.status).toBe(503);
    expect(await errorOf(refused)).toBe('[request id: late] Request timeout expired');
    await restServes(server);
  });

  test('a batch that is too large', async () => {
    const server = await serve(dynamic(''));
    const refused = await infer(server, 'five', 5);
    expect(refused.status).toBe(400);
    expect(await errorOf(refused)).toBe(
      "[request id: five] inference request batch-size must be <= 4 for 'held'",
    );
    await restServes(server);
  });

  test('requests that are held until a second one comes, which makes them one batch', async () => {
    const server = await serve(dynamic(''));
    const answers = await Promise.all([infer(server, 'a'), infer(server, 'b', 2)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { statistics } = server.models.find('held');
    expect([...statistics.batches.keys()]).toEqual([3]);
  });
});
