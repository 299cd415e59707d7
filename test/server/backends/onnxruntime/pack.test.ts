import { describe, expect, test } from 'vitest';
import type { ExecutionRequest } from '../../../../server/backends/backend.ts';
import { inputOfRun, packRequests, sameForm } from '../../../../server/backends/onnxruntime/pack.ts';
import type { Tensor } from '../../../../server/tensors/tensor.ts';

const LARGE = 16 * 1024;

function uint8(name: string, rows: number, width: number, value: number): Tensor {
  return { name, datatype: 'UINT8', shape: [rows, width], data: new Uint8Array(rows * width).fill(value) };
}

const request = (...inputs: Tensor[]): ExecutionRequest => ({ inputs, outputs: ['y'] });

describe('requests on their way to another thread', () => {
  test('small inputs lie in one buffer, each aligned for every datatype', () => {
    const { batch, transfer } = packRequests(
      [request(uint8('a', 1, 3, 1), uint8('b', 1, 2, 3)), request(uint8('a', 2, 3, 2), uint8('b', 2, 2, 4))],
      1,
    );
    expect(transfer).toHaveLength(1);
    const [a, b] = batch.inputs;
    expect(a?.shape).toEqual([3, 3]);
    expect(a?.pieces.map((piece) => [...piece])).toEqual([[1, 1, 1, 2, 2, 2, 2, 2, 2]]);
    expect(b?.pieces.map((piece) => [...piece])).toEqual([[3, 3, 4, 4, 4, 4]]);
    expect(b?.pieces.map((piece) => piece.byteOffset % 8)).toEqual([0]);
  });

  test('the caller keeps the buffers of small inputs, and gives away those of large ones', () => {
    const small = uint8('small', 1, 4, 1);
    const large = uint8('large', 1, LARGE, 2);
    const { batch, transfer } = packRequests([request(small, large)], 1);
    expect(transfer).toContain(large.data.buffer);
    expect(transfer).not.toContain(small.data.buffer);
    expect(batch.inputs[1]?.pieces[0]).toBe(large.data);
  });

  test('a batch of large inputs goes in pieces, which are joined where they arrive', () => {
    const { batch } = packRequests([request(uint8('x', 1, LARGE, 1)), request(uint8('x', 2, LARGE, 2))], 1);
    const [input] = batch.inputs;
    expect(input?.pieces).toHaveLength(2);
    const joined = input && inputOfRun(input, 0, 1);
    expect(joined?.shape).toEqual([3, LARGE]);
    expect([joined?.data[LARGE - 1], joined?.data[LARGE]]).toEqual([1, 2]);
    expect(joined?.data).toHaveLength(3 * LARGE);
  });

  test.each([4, LARGE])('requests of %i bytes with runs of their own keep their shape', (width) => {
    const { batch } = packRequests([request(uint8('x', 1, width, 1)), request(uint8('x', 1, width, 2))], 2);
    const [input] = batch.inputs;
    const runs = [0, 1].map((run) => input && inputOfRun(input, run, 2));
    expect(runs.map((tensor) => tensor?.shape)).toEqual([
      [1, width],
      [1, width],
    ]);
    expect(runs.map((tensor) => [tensor?.data[0], tensor?.data.length])).toEqual([
      [1, width],
      [2, width],
    ]);
  });

  test('the outputs of a batch are those that any of its requests wants, each once', () => {
    const more = { ...request(uint8('x', 1, 4, 1)), outputs: ['z', 'y'] };
    expect(packRequests([request(uint8('x', 1, 4, 1)), more], 1).batch.outputs).toEqual(['y', 'z']);
  });
});

describe('requests of the same form', () => {
  const one = request(uint8('x', 1, 4, 1));

  test('differ in nothing but their content', () => {
    expect(sameForm(one, request(uint8('x', 1, 4, 2)))).toBe(true);
  });

  test.each([
    ['another shape', request(uint8('x', 2, 2, 1))],
    ['another input', request(uint8('w', 1, 4, 1))],
    ['one more input', request(uint8('x', 1, 4, 1), uint8('w', 1, 4, 1))],
    ['one input less', request()],
    ['another output', { ...one, outputs: ['z'] }],
    ['strings of another length', request({ ...uint8('x', 1, 4, 1), data: new Uint8Array(5) })],
  ])('%s makes another form', (_, other) => {
    expect(sameForm(one, other)).toBe(false);
  });
});
