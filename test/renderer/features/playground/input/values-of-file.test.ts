import { expect, test } from 'vitest';
import { valuesOfFile } from '../../../../../renderer/features/playground/input/values-of-file.ts';
import { writeNumpy } from '../../../../../server/tensors/numpy-array.ts';
import { numbersOf } from '../../../../../server/tensors/numbers-of.ts';

const INPUT = { name: 'in', datatype: 'FP32', shape: [-1, 2], axes: ['batch', ''], optional: false };
const text = (content: string) => new TextEncoder().encode(content);
const doubles = (shape: readonly number[], ...values: readonly number[]) =>
  writeNumpy({ name: 'a', datatype: 'FP64', shape, data: new Uint8Array(Float64Array.from(values).buffer) });

test('an array of NumPy takes on the datatype of the input and its batch', () => {
  const values = valuesOfFile('a.npy', doubles([2], 0.5, 2), INPUT);
  if (values.kind !== 'tensor') throw new Error('no tensor');
  expect(values.tensor).toMatchObject({ name: 'in', datatype: 'FP32', shape: [1, 2] });
  expect([...numbersOf(values.tensor)]).toEqual([0.5, 2]);
  expect(valuesOfFile('a.npy', doubles([3, 2], 1, 2, 3, 4, 5, 6), INPUT)).toMatchObject({
    tensor: { shape: [3, 2] },
  });
});

test('an array of another shape is refused with both shapes', () => {
  expect(() => valuesOfFile('a.npy', doubles([3], 1, 2, 3), INPUT)).toThrow(
    'a.npy has the shape [3]; in takes [-1,2].',
  );
});

test('a table comes in row by row, without its head; a ragged row is named', () => {
  expect(valuesOfFile('t.csv', text('a,b\r\n1,2\r\n3,4\r\n'), INPUT)).toEqual({
    kind: 'text',
    text: '1, 2\n3, 4',
  });
  expect(() => valuesOfFile('t.csv', text('a,b\n1,2\n3\n'), INPUT)).toThrow(
    'Row 3 of t.csv has 1 values, the rows before it 2.',
  );
  expect(valuesOfFile('t.json', text('[[1, 2]]'), INPUT)).toEqual({ kind: 'text', text: '[[1, 2]]' });
});
