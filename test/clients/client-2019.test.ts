import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { MetricsSeries } from '../../server/telemetry/history/contract.ts';
import type { Client2019, Inference } from '../support/client-2019/contract.ts';
import { grpcClient2019, streamed2019 } from '../support/client-2019/grpc-client.ts';
import { httpClient2019 } from '../support/client-2019/http-client.ts';
import { deskClient } from '../support/desk-client.ts';
import { identityModel } from '../support/onnx.ts';
import { repositoryOf } from '../support/repository.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { sharedMemory } from '../support/shared-memory.ts';
import { SAMPLES } from '../support/temp.ts';
import { ints, ONES, RANGE, simple } from '../support/v1-models.ts';

const FIRST = 1;
const LAST = 2;

const numbers = (bytes: Uint8Array | undefined) => [...new Int32Array(Uint8Array.from(bytes ?? []).buffer)];
const SUMS = RANGE.map((value) => value + 1);

/** What the examples of the clients send to `simple`. */
const ADDITION: Inference = {
  model: 'simple',
  inputs: [
    { name: 'INPUT0', dims: [16], data: ints(...RANGE) },
    { name: 'INPUT1', dims: [16], data: ints(...ONES) },
  ],
  outputs: [{ name: 'OUTPUT0' }, { name: 'OUTPUT1' }],
};

const ACCUMULATOR = `backend: "dyna_sequence" max_batch_size: 4
  sequence_batching { control_input [
    { name: "START" control [ { kind: CONTROL_SEQUENCE_START int32_false_true: [ 0, 1 ] } ] },
    { name: "END" control [ { kind: CONTROL_SEQUENCE_END int32_false_true: [ 0, 1 ] } ] },
    { name: "READY" control [ { kind: CONTROL_SEQUENCE_READY int32_false_true: [ 0, 1 ] } ] },
    { name: "CORRID" control [ { kind: CONTROL_SEQUENCE_CORRID data_type: TYPE_UINT64 } ] } ] }
  input { name: "INPUT" data_type: TYPE_INT32 dims: 1 } output { name: "OUTPUT" data_type: TYPE_INT32 dims: 1 }`;

const sequences = async () =>
  startServer(await repositoryOf({ 'sum/config.pbtxt': ACCUMULATOR, 'sum/1/.keep': '' }));

function next(correlationId: number, value: number, flags: number): Inference {
  const inputs = [{ name: 'INPUT', dims: [1], data: ints(value) }];
  return { model: 'sum', inputs, outputs: [{ name: 'OUTPUT' }], correlationId, flags };
}

/** A model that becomes ready when its gate is opened: its initialisation waits for an answer. */
async function gatedServer() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const gate = createServer((_, response) => void opened.then(() => response.end()));
  gate.listen(0, '127.0.0.1');
  await once(gate, 'listening');
  onTestFinished(() => void gate.close());
  const { port } = gate.address() as AddressInfo;
  const repository = await repositoryOf({
    'gated/config.pbtxt': `backend: "node" instance_group { count: 1 kind: KIND_CPU }
      input { name: "in" data_type: TYPE_INT32 dims: 1 } output { name: "out" data_type: TYPE_INT32 dims: 1 }`,
    'gated/1/model.mjs': `export const initialize = () => fetch('http://127.0.0.1:${port}/', { headers: { connection: 'close' } });
      export const execute = (requests) => requests.map(({ inputs }) => ({ outputs: { out: inputs.in } }));`,
  });
  return { server: await startServer(repository, { loadModels: [] }), open };
}

const CLIENTS: readonly (readonly [name: string, clientOf: (server: TestServer) => Client2019])[] = [
  ['HTTP', httpClient2019],
  ['gRPC', grpcClient2019],
];

describe.each(CLIENTS)('a client of 2019 over %s', (_, clientOf) => {
  test('reads of the model what it needs, and gets its tensors', async () => {
    const client = clientOf(await simple());
    expect([await client.healthy('live'), await client.healthy('ready')]).toEqual([true, true]);
    const { maxBatchSize, inputs, outputs, versions } = await client.status('simple');
    expect({ maxBatchSize, inputs, outputs }).toEqual({
      maxBatchSize: 8,
      inputs: ['INPUT0', 'INPUT1'],
      outputs: ['OUTPUT0', 'OUTPUT1'],
    });
    expect([...versions]).toEqual([['1', 1]]);
    const result = await client.infer({ ...ADDITION, id: 5 });
    expect([result.model, result.version, result.id]).toEqual(['simple', 1, 5]);
    expect(numbers(result.raw.get('OUTPUT0'))).toEqual(SUMS);
    expect(numbers(result.raw.get('OUTPUT1'))).toEqual(RANGE.map((value) => value - 1));
    expect(result.dims.get('OUTPUT0')).toEqual([16]);
  });

  test('sends a batch to a version', async () => {
    const client = clientOf(await simple());
    const inputs = ADDITION.inputs.map((input, at) => ({
      ...input,
      data: at === 0 ? ints(...RANGE, ...ONES, ...RANGE) : ints(...ONES, ...ONES, ...ONES),
    }));
    const { raw } = await client.infer({ ...ADDITION, inputs, batchSize: 3, version: 1 });
    expect(numbers(raw.get('OUTPUT0'))).toEqual([...SUMS, ...ONES.map(() => 2), ...SUMS]);
  });

  test('asks for classes of one output and the tensor of the same model beside it', async () => {
    const client = clientOf(await startServer(SAMPLES, { loadModels: ['mnist'] }));
    const picture = { model: 'mnist', inputs: [{ name: 'image', data: new Uint8Array(2 * 784 * 4) }] };
    const wanted = { ...picture, batchSize: 2 };
    const best = await client.infer({ ...wanted, outputs: [{ name: 'probabilities', classes: 10 }] });
    const all = await client.infer({ ...wanted, outputs: [{ name: 'probabilities' }] });
    const values = new Float32Array(Uint8Array.from(all.raw.get('probabilities') ?? []).buffer);
    expect(values.length).toBe(20);
    const rows = best.classes.get('probabilities') ?? [];
    expect(rows.map((row) => row.length)).toEqual([10, 10]);
    for (const [at, row] of rows.entries()) {
      expect(row.map(({ value }) => value)).toEqual(
        [...values.subarray(at * 10, at * 10 + 10)].sort((a, b) => b - a),
      );
      for (const { idx, value, label } of row) {
        expect([label, value]).toEqual([String(idx), values[at * 10 + idx]]);
      }
    }
  });

  test('sends strings of any length', async () => {
    const repository = await repositoryOf({ 'echo/1/model.onnx': identityModel('BYTES', ['batch', 2]) });
    const client = clientOf(await startServer(repository));
    const data = new Uint8Array(Buffer.from('\u0002\0\0\0ab\0\0\0\0\u0003\0\0\0\u00e4!\0\0\0\0', 'utf8'));
    const { raw, dims } = await client.infer({
      model: 'echo',
      batchSize: 2,
      inputs: [{ name: 'in', dims: [2], data, isText: true }],
      outputs: [{ name: 'out' }],
    });
    expect([raw.get('out'), dims.get('out')]).toEqual([Buffer.from(data), [2]]);
  });

  test('keeps sequences apart by their correlation ids', async () => {
    const client = clientOf(await sequences());
    const sums: number[] = [];
    for (const [id, value, flags] of [
      [7, 1, FIRST],
      [9, 10, FIRST],
      [7, 2, 0],
      [9, 20, LAST],
      [7, 3, LAST],
      [7, 5, FIRST + LAST],
    ] as const) {
      sums.push(...numbers((await client.infer(next(id, value, flags))).raw.get('OUTPUT')));
    }
    // The last of a sequence adds its id.
    expect(sums).toEqual([1, 10, 3, 30 + 9, 6 + 7, 5 + 7]);
  });

  test.each<[string, Partial<Inference>, string]>([
    [
      'a batch in a sequence',
      { batchSize: 2, inputs: [{ name: 'INPUT', data: ints(1, 2) }] },
      "inference request to model 'sum' must specify batch-size 1 due to requirements of sequence batcher",
    ],
    [
      'a sequence without an id',
      { correlationId: 0 },
      "inference request to model 'sum' must specify a non-zero correlation ID",
    ],
    [
      'a sequence without its beginning',
      { flags: 0 },
      "inference request for sequence 4 to model 'sum' must specify the START flag on the first request of the sequence",
    ],
  ])('is told what is wrong with %s', async (_what, change, message) => {
    const client = clientOf(await sequences());
    await expect(client.infer({ ...next(4, 1, FIRST), ...change })).rejects.toMatchObject({
      code: 5,
      message,
    });
  });

  test('shares memory with the server', async () => {
    const client = clientOf(await simple({ clientSharedMemory: true }));
    const memory = sharedMemory(
      new Uint8Array(Buffer.concat([ints(...RANGE, ...ONES), new Uint8Array(128)])),
    );
    await client.register('all', memory.key, 256);
    const at = (offset: number) => ({ region: { name: 'all', offset, byteSize: 64 } });
    const { raw, dims } = await client.infer({
      model: 'simple',
      inputs: [
        { name: 'INPUT0', dims: [16], ...at(0) },
        { name: 'INPUT1', dims: [16], ...at(64) },
      ],
      outputs: [{ name: 'OUTPUT0', ...at(128) }, { name: 'OUTPUT1' }],
    });
    expect([...new Int32Array(memory.bytes().buffer, 128, 16)]).toEqual(SUMS);
    expect([raw.get('OUTPUT0')?.byteLength, dims.get('OUTPUT0')]).toEqual([0, [16]]);
    expect(numbers(raw.get('OUTPUT1'))).toEqual(RANGE.map((value) => value - 1));
    await client.unregister('all');
    const again = client.infer({ ...ADDITION, outputs: [{ name: 'OUTPUT0', ...at(128) }] });
    await expect(again).rejects.toMatchObject({
      code: 4,
      message: "shared memory block 'all' not found in manager",
    });
  });

  test('is told why nobody answers', async () => {
    const client = clientOf(await simple());
    await expect(client.infer({ ...ADDITION, model: 'x' })).rejects.toMatchObject({
      code: 6,
      message: "Inference request for unknown model 'x'",
    });
    await expect(client.status('x')).rejects.toMatchObject({
      code: 5,
      message: "no status available for unknown model 'x'",
    });
    await expect(client.load('x')).rejects.toMatchObject({
      code: 3,
      message: "failed to load 'x', no version is available",
    });
  });

  test('sees that the server lives and is not ready while a model loads', async () => {
    const { server, open } = await gatedServer();
    const client = clientOf(server);
    expect(await client.healthy('ready')).toBe(true);
    const begun = once(server.models.events, 'change');
    const loaded = client.load('gated');
    await begun;
    expect([await client.healthy('live'), await client.healthy('ready')]).toEqual([true, false]);
    open();
    await loaded;
    expect(await client.healthy('ready')).toBe(true);
    const inputs = [{ name: 'in', data: ints(7) }];
    const { raw } = await client.infer({ model: 'gated', inputs, outputs: [{ name: 'out' }] });
    expect(numbers(raw.get('out'))).toEqual([7]);
    await client.unload('gated');
    const again = client.infer({ model: 'gated', inputs, outputs: [{ name: 'out' }] });
    await expect(again).rejects.toMatchObject({ code: 6 });
  });

  test('counts for the statistics of today and in the window, and the other way round', async () => {
    const server = await simple();
    const client = clientOf(server);
    await client.infer({ ...ADDITION, batchSize: 1 });
    await server.post('/v2/models/simple/infer', {
      inputs: ['INPUT0', 'INPUT1'].map((name) => ({
        name,
        shape: [2, 16],
        datatype: 'INT32',
        data: [...ONES, ...ONES],
      })),
    });
    expect([...(await client.status('simple')).answered]).toEqual([
      ['1', 1],
      ['2', 1],
    ]);
    const today: { model_stats: { inference_count: number; execution_count: number }[] } = JSON.parse(
      await (await server.call('/v2/models/simple/stats')).text(),
    );
    expect(today.model_stats).toMatchObject([{ inference_count: 3, execution_count: 2 }]);
    const desk = await deskClient(server);
    const inWindow = async () => {
      const answer = await desk.call('GET', '/desk/metrics?range=5%20min');
      const { points }: MetricsSeries = JSON.parse(await answer.text());
      const versions = points.flatMap((point) => point.versions);
      return versions.reduce((sum, { inferences }) => sum + inferences, 0);
    };
    await expect.poll(inWindow).toBe(3);
  });
});

test('a stream of 2019 carries two sequences, answered in the order of their requests', async () => {
  const server = await sequences();
  const sent = [
    next(1, 1, FIRST),
    next(2, 10, FIRST),
    next(1, 2, 0),
    next(2, 20, 0),
    next(1, 3, LAST),
    next(2, 30, LAST),
  ].map((inference, at) => ({ ...inference, id: at + 1 }));
  const results = await streamed2019(server, sent);
  expect(results.map(({ id, raw }) => [id, ...numbers(raw.get('OUTPUT'))])).toEqual([
    [1, 1],
    [2, 10],
    [3, 3],
    [4, 30],
    [5, 6 + 1],
    [6, 60 + 2],
  ]);
});
