import { describe, expect, test } from 'vitest';
import { concatenate, split } from '../../../server/tensors/batch.ts';
import { bytesFromJson } from '../../../server/tensors/json-tensor.ts';
import type { Tensor } from '../../../server/tensors/tensor.ts';

const numbers = (rows: number[][]): Tensor => {
  const shape = [rows.length, rows[0]?.length ?? 0];
  return { name: 'x', datatype: 'FP32', shape, data: bytesFromJson('x', 'FP32', shape, rows) };
};
const strings = (rows: string[]): Tensor => {
  const shape = [rows.length, 1];
  return { name: 'x', datatype: 'BYTES', shape, data: bytesFromJson('x', 'BYTES', shape, rows) };
};

describe('batches', () => {
  test('tensors are joined along their first dimension, in order', () => {
    const joined = concatenate([
      numbers([[1, 2]]),
      numbers([
        [3, 4],
        [5, 6],
      ]),
    ]);
    expect(joined).toEqual(
      numbers([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
    );
  });

  test('one tensor alone is not copied', () => {
    const alone = numbers([[1, 2]]);
    expect(concatenate([alone])).toEqual(alone);
    expect(concatenate([alone]).data).toBe(alone.data);
    expect(split(alone, [1])).toEqual([alone]);
  });

  test('a batch is split into views of the same buffer', () => {
    const whole = numbers([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const [first, rest] = split(whole, [1, 2]);
    expect([first?.shape, rest?.shape]).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(rest?.data).toEqual(
      numbers([
        [3, 4],
        [5, 6],
      ]).data,
    );
    expect(rest?.data.buffer).toBe(whole.data.buffer);
  });

  test('strings of any length are split at the right byte', () => {
    const parts = split(strings(['a', '', 'long one']), [2, 1]);
    expect(parts.map((part) => part.data)).toEqual([strings(['a', '']).data, strings(['long one']).data]);
  });
});
