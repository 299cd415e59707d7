import { describe, expect, test } from 'vitest';
import { onnxModel } from '../../support/onnx.ts';
import { repositoryOf } from '../../support/repository.ts';
import { errorOf, startServer, type TestServer } from '../../support/server.ts';

const tensor = (name: string, datatype: 'FP32' | 'INT32' | 'UINT64' = 'FP32') =>
  ({ name, datatype, shape: ['batch', 1] }) as const;

/** Adds up what it gets, in a state that the server keeps; and shows the controls that reach it. */
const accumulator = onnxModel({
  inputs: [
    tensor('x'),
    tensor('sum_in'),
    tensor('START', 'INT32'),
    tensor('READY', 'INT32'),
    tensor('CORRID', 'UINT64'),
  ],
  outputs: [
    tensor('y'),
    tensor('sum_out'),
    tensor('start', 'INT32'),
    tensor('ready', 'INT32'),
    tensor('id', 'UINT64'),
  ],
  nodes: [
    { op: 'Add', inputs: ['x', 'sum_in'], outputs: ['sum_out'] },
    { op: 'Identity', inputs: ['sum_out'], outputs: ['y'] },
    { op: 'Identity', inputs: ['START'], outputs: ['start'] },
    { op: 'Identity', inputs: ['READY'], outputs: ['ready'] },
    { op: 'Identity', inputs: ['CORRID'], outputs: ['id'] },
  ],
});

const config = (strategy: string, more = '') => `
max_batch_size: 4
input { name: "x" data_type: TYPE_FP32 dims: 1 }
output { name: "y" data_type: TYPE_FP32 dims: 1 }
output { name: "start" data_type: TYPE_INT32 dims: 1 }
output { name: "ready" data_type: TYPE_INT32 dims: 1 }
output { name: "id" data_type: TYPE_UINT64 dims: 1 }
instance_group { count: 2 kind: KIND_CPU }
sequence_batching {
  ${strategy}
  ${more}
  control_input { name: "START" control { kind: CONTROL_SEQUENCE_START int32_false_true: [ 0, 1 ] } }
  control_input { name: "READY" control { kind: CONTROL_SEQUENCE_READY int32_false_true: [ 0, 1 ] } }
  control_input { name: "CORRID" control { kind: CONTROL_SEQUENCE_CORRID data_type: TYPE_UINT64 } }
  state { input_name: "sum_in" output_name: "sum_out" data_type: TYPE_FP32 dims: 1 }
}`;

interface Place {
  readonly sequence_id?: number | string;
  readonly sequence_start?: boolean;
  readonly sequence_end?: boolean;
}

const serve = async (strategy: string, more = '') =>
  startServer(
    await repositoryOf({ 'm/1/model.onnx': accumulator, 'm/config.pbtxt': config(strategy, more) }),
  );
const send = (server: TestServer, x: number, parameters: Place, rows = 1) =>
  server.post('/v2/models/m/infer', {
    inputs: [{ name: 'x', datatype: 'FP32', shape: [rows, 1], data: Array.from({ length: rows }, () => x) }],
    parameters,
  });
const values = async (response: Response): Promise<Record<string, number>> => {
  const { outputs }: { outputs: { name: string; data: number[] }[] } = JSON.parse(await response.text());
  return Object.fromEntries(outputs.map(({ name, data }) => [name, data[0] ?? Number.NaN]));
};

describe.each([['direct { }'], ['oldest { max_candidate_sequences: 4 }']])('sequences, %s', (strategy) => {
  test('keep their state from the first request to the last, each its own', async () => {
    const server = await serve(strategy);
    const sums: Record<number, number[]> = { 1: [], 2: [], 3: [] };
    for (const x of [1, 2, 3]) {
      const place = { sequence_start: x === 1, sequence_end: x === 3 };
      const answers = [1, 2, 3].map(async (id) => {
        const { y = Number.NaN } = await values(await send(server, x * id, { ...place, sequence_id: id }));
        sums[id]?.push(y);
      });
      await Promise.all(answers);
    }
    expect(sums).toEqual({ 1: [1, 3, 6], 2: [2, 6, 12], 3: [3, 9, 18] });
  });

  test('tell the model where a request stands', async () => {
    const server = await serve(strategy);
    const first = await values(await send(server, 1, { sequence_id: 42, sequence_start: true }));
    const second = await values(await send(server, 1, { sequence_id: 42 }));
    expect([first, second]).toMatchObject([
      { start: 1, ready: 1, id: 42 },
      { start: 0, ready: 1, id: 42 },
    ]);
  });

  test('more than there are slots wait for one, and none is mixed up', async () => {
    const server = await serve(strategy);
    const ids = Array.from({ length: 20 }, (_, index) => index + 1);
    const last = await Promise.all(
      ids.map(async (id) => {
        const place = (sequence_start: boolean, sequence_end: boolean) => ({
          sequence_id: id,
          sequence_start,
          sequence_end,
        });
        await send(server, id, place(true, false));
        await send(server, id, place(false, false));
        return (await values(await send(server, id, place(false, true))))['y'];
      }),
    );
    expect(last).toEqual(ids.map((id) => 3 * id));
  });

  test('a start with the id of a running sequence begins anew', async () => {
    const server = await serve(strategy);
    await send(server, 5, { sequence_id: 1, sequence_start: true });
    const again = await values(await send(server, 7, { sequence_id: 1, sequence_start: true }));
    expect(again['y']).toBe(7);
  });

  test.each<[string, Place, number, RegExp]>([
    [
      'no id',
      { sequence_start: true },
      1,
      /^inference request to model 'm' must specify a non-zero or non-empty correlation ID$/,
    ],
    ['the id 0', { sequence_id: 0, sequence_start: true }, 1, /non-zero or non-empty correlation ID/],
    [
      'no start',
      { sequence_id: 9 },
      1,
      /^inference request for sequence 9 to model 'm' must specify the START flag on the first request of the sequence$/,
    ],
    [
      'two rows',
      { sequence_id: 9, sequence_start: true },
      2,
      /^inference request to model 'm' must specify batch-size 1 due to requirements of sequence batcher$/,
    ],
  ])('a request with %s is refused', async (_what, place, rows, text) => {
    const response = await send(await serve(strategy), 1, place, rows);
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatch(text);
  });

  test('after the end, the id needs a new start', async () => {
    const server = await serve(strategy);
    await send(server, 1, { sequence_id: 1, sequence_start: true, sequence_end: true });
    expect((await send(server, 1, { sequence_id: 1 })).status).toBe(400);
  });

  test('that are idle for too long are over', async () => {
    const server = await serve(strategy, 'max_sequence_idle_microseconds: 1000');
    await send(server, 1, { sequence_id: 1, sequence_start: true });
    await expect
      .poll(async () => (await send(server, 1, { sequence_id: 1 })).status, { interval: 20 })
      .toBe(400);
  });

  test('text ids are ids, too', async () => {
    const server = await serve(strategy);
    await send(server, 1, { sequence_id: 'anna', sequence_start: true });
    expect((await values(await send(server, 2, { sequence_id: 'anna' })))['y']).toBe(3);
  });
});
