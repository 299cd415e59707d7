import { describe, expect, test } from 'vitest';
import type { StreamedAnswer } from '../../../../server/scheduling/inference.ts';
import type { Tensor } from '../../../../server/tensors/tensor.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { startServer, type TestServer } from '../../../support/server.ts';

const int32 = (name: string, shape: readonly number[], ...numbers: readonly number[]): Tensor => ({
  name,
  datatype: 'INT32',
  shape,
  data: new Uint8Array(Int32Array.from(numbers).buffer),
});
const uint32 = (name: string, ...numbers: readonly number[]): Tensor => ({
  ...int32(name, [numbers.length], ...numbers),
  datatype: 'UINT32',
});
const ints = (tensor: Tensor | undefined): number[] => [
  ...new Int32Array(new Uint8Array(tensor?.data ?? []).buffer),
];

async function serve(config: string, name = 'm'): Promise<TestServer> {
  return await startServer(await repositoryOf({ [`${name}/config.pbtxt`]: config, [`${name}/1/.keep`]: '' }));
}

const tensors = (kind: 'input' | 'output', names: readonly string[], type = 'TYPE_INT32', dims = '[ -1 ]') =>
  `${kind} [ ${names.map((name) => `{ name: "${name}" data_type: ${type} dims: ${dims} }`).join(', ')} ]`;
const parameter = (key: string, value: string) =>
  `parameters { key: "${key}" value { string_value: "${value}" } }`;
const reasonOf = (server: TestServer) => server.models.served('m')?.failure?.error.message;

const ask = (inputs: readonly Tensor[], parameters: Record<string, number | boolean> = {}) => ({
  modelName: 'm',
  id: '',
  inputs,
  outputs: [],
  parameters,
});

async function answersOf(answers: AsyncIterable<StreamedAnswer>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const answer of answers)
    all.push(answer.state === 'response' ? answer.response.outputs.map(ints) : answer.state);
  return all;
}

describe('backend identity', () => {
  const config = `backend: "identity" ${tensors('input', ['a', 'b'])} ${tensors('output', ['x', 'y'])}`;

  test('gives back each input as the output in its place', async () => {
    const server = await serve(config);
    const inputs = [int32('b', [1], 3), int32('a', [2], 1, 2)];
    const { outputs } = await server.models.infer(ask(inputs));
    expect(outputs.map(({ name }) => name).sort()).toEqual(['x', 'y']);
    expect(ints(outputs.find(({ name }) => name === 'x'))).toEqual([1, 2]);
    expect(ints(outputs.find(({ name }) => name === 'y'))).toEqual([3]);
  });

  test('is found by the name of the model, which needs no file', async () => {
    const plain = `${tensors('input', ['a'])} ${tensors('output', ['x'])}`;
    const server = await serve(plain, 'my.identity');
    expect(server.models.find('my.identity').config.backend).toBe('identity');
  });

  test('takes its time where it is told to, and tells so', async () => {
    const server = await serve(`${config} ${parameter('execute_delay_ms', '30')}`);
    const inputs = [int32('a', [1], 1), int32('b', [1], 1)];
    const { times } = await server.models.infer(ask(inputs));
    expect(times.computeInfer).toBeGreaterThan(29e6);
  });

  test.each([
    ['as many outputs as inputs', tensors('output', ['x'])],
    ["output 'x' of the data_type of 'a'", tensors('output', ['x', 'y'], 'TYPE_FP32')],
  ])('must have %s', async (what, outputs) => {
    const server = await serve(`backend: "identity" ${tensors('input', ['a', 'b'])} ${outputs}`);
    expect(reasonOf(server)).toContain(`on backend identity: it must have ${what}`);
  });
});

const DECOUPLED = 'model_transaction_policy { decoupled: true }';

describe('backend repeat', () => {
  const config = `backend: "repeat" ${DECOUPLED}
    input [ { name: "IN" data_type: TYPE_INT32 dims: [ -1 ] }, { name: "DELAY" data_type: TYPE_UINT32 dims: [ -1 ] },
      { name: "WAIT" data_type: TYPE_UINT32 dims: [ 1 ] } ]
    output [ { name: "OUT" data_type: TYPE_INT32 dims: [ 1 ] }, { name: "IDX" data_type: TYPE_UINT32 dims: [ 1 ] } ]`;

  test('answers once for each element', async () => {
    const server = await serve(config);
    const inputs = [int32('IN', [3], 4, 2, 7), uint32('DELAY', 1, 2, 3), uint32('WAIT', 0)];
    const answers = await answersOf(server.models.stream(ask(inputs)));
    expect(answers).toEqual([[[4], [0]], [[2], [1]], [[7], [2]], 'end']);
  });

  test('must be decoupled', async () => {
    const server = await serve(config.replace(DECOUPLED, ''));
    expect(reasonOf(server)).toContain('it must have model_transaction_policy { decoupled: true }');
  });
});

describe('backend square', () => {
  test('answers as many times as its input says', async () => {
    const config = `backend: "square" ${DECOUPLED} ${tensors('input', ['IN'], 'TYPE_INT32', '[ 1 ]')} ${tensors('output', ['OUT'], 'TYPE_INT32', '[ 1 ]')}`;
    const server = await serve(config);
    for (const [number, expected] of [
      [3, [[[3]], [[3]], [[3]], 'end']],
      [0, ['end']],
    ] as const) {
      expect(await answersOf(server.models.stream(ask([int32('IN', [1], number)])))).toEqual(expected);
    }
  });
});

describe.each(['direct', 'oldest { max_candidate_sequences: 4 }'])(
  'a sequence accumulator (%s)',
  (strategy) => {
    const name = /^\w+/.exec(strategy)?.[0];
    const control = (kind: string, what = 'int32_false_true: [ 0, 1 ]') =>
      `{ name: "${kind}" control [ { kind: CONTROL_SEQUENCE_${kind} ${what} } ] }`;
    const config = (backend: string) => `backend: "${backend}" max_batch_size: 4
    sequence_batching {
      ${name === 'direct' ? 'direct { }' : strategy}
      control_input [ ${control('START')}, ${control('END')}, ${control('READY')}, ${control('CORRID', 'data_type: TYPE_UINT64')} ]
    }
    ${tensors('input', ['INPUT'], 'TYPE_INT32', '[ 1 ]')} ${tensors('output', ['OUTPUT'], 'TYPE_INT32', '[ 1 ]')}`;
    const send = async (server: TestServer, id: number, number: number, place: string) => {
      const parameters = {
        sequence_id: id,
        sequence_start: place.includes('first'),
        sequence_end: place.includes('last'),
      };
      const { outputs } = await server.models.infer(ask([int32('INPUT', [1, 1], number)], parameters));
      return ints(outputs[0])[0];
    };

    test.each([
      ['sequence', [1, 3, 6]],
      ['dyna_sequence', [1, 3, 6]],
    ])('%s adds up each sequence by itself', async (backend, expected) => {
      const server = await serve(config(backend));
      const one = async (id: number, factor: number) => {
        const sums = [
          await send(server, id, factor, 'first'),
          await send(server, id, 2 * factor, ''),
          await send(server, id, 3 * factor, 'last'),
        ];
        return sums;
      };
      const extra = backend === 'dyna_sequence' ? 1 : 0;
      const sums = await Promise.all([one(5, 1), one(6, 10), one(7, 100)]);
      expect(sums).toEqual(
        [1, 10, 100].map((factor, index) => [
          ...expected.slice(0, 2).map((sum) => sum * factor),
          6 * factor + extra * (5 + index),
        ]),
      );
      expect(await send(server, 5, 9, 'first last')).toBe(9 + extra * 5);
    });
  },
);
