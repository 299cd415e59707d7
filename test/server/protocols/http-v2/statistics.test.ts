import { describe, expect, test } from 'vitest';
import { GRPCInferenceService } from '../../../../server/protocols/grpc-v2/generated/grpc_service_pb.ts';
import { GrpcClient } from '../../../support/grpc-client.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { errorOf, startServer, type TestServer } from '../../../support/server.ts';
import { SAMPLES } from '../../../support/temp.ts';

async function addSub(server: TestServer, rows: number, datatype = 'INT32'): Promise<void> {
  const data = Array.from({ length: 16 * rows }, () => 1);
  const inputs = ['INPUT0', 'INPUT1'].map((name) => ({ name, datatype, shape: [rows, 16], data }));
  await (await server.post('/v2/models/add_sub/infer', { inputs })).arrayBuffer();
}

interface Row {
  readonly name: string;
  readonly inference_count: number;
  readonly execution_count: number;
  readonly last_inference: number;
  readonly inference_stats: Readonly<Record<string, { readonly count: number; readonly ns: number }>>;
  readonly response_stats: Readonly<Record<string, Readonly<Record<string, { readonly count: number }>>>>;
  readonly batch_stats: readonly { readonly batch_size: number }[];
}

async function rowsOf(server: TestServer, path: string): Promise<Row[]> {
  return JSON.parse(await (await server.call(path)).text()).model_stats;
}

describe('statistics', () => {
  test('count requests, rows and batches, and a failure as nothing but a failure', async () => {
    const server = await startServer(SAMPLES, { loadModels: ['add_sub'] });
    await addSub(server, 1);
    await addSub(server, 3);
    await addSub(server, 1, 'FP32');
    const [row] = await rowsOf(server, '/v2/models/add_sub/stats');
    expect(row).toMatchObject({ name: 'add_sub', version: '1', inference_count: 4, execution_count: 2 });
    const { success, fail, queue, compute_infer: infer, cache_hit: hit } = row?.inference_stats ?? {};
    expect([success, fail, queue, infer, hit].map((duration) => duration?.count)).toEqual([2, 1, 2, 2, 0]);
    expect(success?.ns).toBeGreaterThan(infer?.ns ?? 0);
    expect(row?.batch_stats.map(({ batch_size: size }) => size)).toEqual([1, 3]);
    expect(Math.abs(Date.now() - (row?.last_inference ?? 0))).toBeLessThan(60_000);
  });

  test('count the responses of a decoupled model by their place, in both protocols', async () => {
    const config = `backend: "square" max_batch_size: 0 model_transaction_policy { decoupled: true }
      input { name: "IN" data_type: TYPE_INT32 dims: 1 } output { name: "OUT" data_type: TYPE_INT32 dims: 1 }`;
    const server = await startServer(await repositoryOf({ 'm/config.pbtxt': config, 'm/1/model.txt': '' }));
    for (const count of [2, 1])
      await (await server.post('/v2/models/m/generate_stream', { IN: count })).text();
    const [row] = await rowsOf(server, '/v2/models/m/stats');
    const counts = (name: string) =>
      Object.entries(row?.response_stats ?? {}).map(([index, stages]) => [index, stages[name]?.count]);
    expect(counts('success')).toEqual([
      ['0', 2],
      ['1', 1],
      ['2', 0],
    ]);
    expect(counts('compute_infer')).toEqual(counts('success'));
    expect(counts('empty_response').map(([, count]) => count)).toEqual([0, 1, 1]);
    const { modelStats } = await new GrpcClient(server).call(GRPCInferenceService.method.modelStatistics, {
      name: 'm',
    });
    expect(modelStats[0]?.responseStats['1']?.success?.count).toBe(1n);
  });

  test('are told of all models, of one, and of one version', async () => {
    const server = await startServer(SAMPLES, { loadModels: ['add_sub', 'mnist'] });
    const named = async (path: string) => (await rowsOf(server, path)).map(({ name }) => name);
    expect((await named('/v2/models/stats')).sort()).toEqual(['add_sub', 'mnist', 'mnist']);
    expect(await named('/v2/models/mnist/stats')).toHaveLength(2);
    expect(await named('/v2/models/mnist/versions/2/stats')).toHaveLength(1);
  });

  test.each([
    ['x/stats', "requested model 'x' is not available"],
    ['mnist/versions/9/stats', "requested model version is not available for model 'mnist'"],
  ])('of %s there are none', async (path, text) => {
    const server = await startServer(SAMPLES, { loadModels: ['mnist'] });
    const response = await server.call(`/v2/models/${path}`);
    expect([response.status, await errorOf(response)]).toEqual([400, text]);
  });

  test('are the same over gRPC', async () => {
    const server = await startServer(SAMPLES, { loadModels: ['add_sub'] });
    await addSub(server, 2);
    const { modelStatistics } = GRPCInferenceService.method;
    const { modelStats } = await new GrpcClient(server).call(modelStatistics, {});
    expect(modelStats).toMatchObject([
      {
        name: 'add_sub',
        version: '1',
        inferenceCount: 2n,
        inferenceStats: { success: { count: 1n }, fail: { count: 0n } },
        batchStats: [{ batchSize: 2n }],
      },
    ]);
  });

  test('begin again when the model is loaded again', async () => {
    const server = await startServer(SAMPLES, { loadModels: ['add_sub'] });
    await addSub(server, 1);
    await server.post('/v2/repository/models/add_sub/unload');
    await server.post('/v2/repository/models/add_sub/load');
    expect(await rowsOf(server, '/v2/models/add_sub/stats')).toMatchObject([{ inference_count: 0 }]);
  });
});
