import { expect, test } from 'vitest';
import { readNumpy, writeNumpy } from '../../../server/tensors/numpy-array.ts';
import { packBytes } from '../../../server/tensors/bytes-elements.ts';
import type { Tensor } from '../../../server/tensors/tensor.ts';

const float = (shape: readonly number[], ...values: readonly number[]): Tensor => ({
  name: 'x',
  datatype: 'FP32',
  shape,
  data: new Uint8Array(Float32Array.from(values).buffer),
});

test('what is written is read again, in every number of dimensions', () => {
  for (const tensor of [float([], 4), float([3], 1, 2, 3), float([1, 2, 1], Number.NaN, -0)]) {
    expect(readNumpy('x', writeNumpy(tensor))).toEqual(tensor);
  }
  const bool: Tensor = { name: 'x', datatype: 'BOOL', shape: [2], data: Uint8Array.of(1, 0) };
  expect(readNumpy('x', writeNumpy(bool))).toEqual(bool);
  const texts = ['größe', '', '🙂'].map((text) => new TextEncoder().encode(text));
  const bytes: Tensor = { name: 'x', datatype: 'BYTES', shape: [3], data: packBytes(texts) };
  expect(readNumpy('x', writeNumpy(bytes))).toEqual(bytes);
});

test('the file is laid out as NumPy writes it', () => {
  const file = writeNumpy(float([3], 1, 2, 3));
  const head = new TextDecoder('latin1').decode(file.subarray(0, 128));
  expect(file.length).toBe(128 + 12);
  expect(head.slice(10)).toMatch(/^\{'descr': '<f4', 'fortran_order': False, 'shape': \(3,\), \} +\n$/);
  expect([...file.subarray(0, 10)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]);
});

test('what NumPy does not have is refused', () => {
  expect(() => writeNumpy({ ...float([1], 1), datatype: 'BF16' })).toThrow(
    'x is BF16, which NumPy does not have.',
  );
});
