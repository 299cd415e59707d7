import { expect, test } from 'vitest';
import { valuesOfFile } from '../../../../../renderer/features/playground/input/values-of-file.ts';
import { writeNumpy } from '../../../../../server/tensors/numpy-array.ts';
import { numbersOf } from '../../../../../server/tensors/numbers-of.ts';

const INPUT = { name: 'in', datatype: 'FP32', shape: [-1, 2], axes: ['batch', ''], optional: false };
const text = (content: string) => new TextEncoder().encode(content);
const doubles = (shape: readonly number[], ...values: readonly number[]) =>
  writeNumpy({ name: 'a', datatype: 'FP64', shape, data: new Uint8Array(Float64Array.from(values).buffer) });

test('an array of NumPy takes on the datatype of the input and its batch', async () => {
  const values = await valuesOfFile('a.npy', doubles([2], 0.5, 2), INPUT);
  if (values.kind !== 'tensor') throw new Error('no tensor');
  expect(values.tensor).toMatchObject({ name: 'in', datatype: 'FP32', shape: [1, 2] });
  expect([...numbersOf(values.tensor)]).toEqual([0.5, 2]);
  expect(await valuesOfFile('a.npy', doubles([3, 2], 1, 2, 3, 4, 5, 6), INPUT)).toMatchObject({
    tensor: { shape: [3, 2] },
  });
});

test('an array of another shape is refused with both shapes', async () => {
  await expect(valuesOfFile('a.npy', doubles([3], 1, 2, 3), INPUT)).rejects.toThrow(
    'a.npy has the shape [3]; in takes [-1,2].',
  );
});

test('a table comes in row by row, without its head', async () => {
  const rows = async (content: string) => await valuesOfFile('t.csv', text(content), INPUT);
  const typed = { kind: 'text', text: '1, 2\n3, 4' };
  expect(await rows('a,b\r\n1,2\r\n3,4\r\n')).toEqual(typed);
  expect(await rows('\uFEFF1;2\n\n3;4')).toEqual(typed);
  expect(await rows('a\tb\n1\t2\n3\t4')).toEqual(typed);
  expect(await rows('"1","2"\n"3","4"\n')).toEqual(typed);
  expect(await valuesOfFile('t.json', text('[[1, 2]]'), INPUT)).toEqual({ kind: 'text', text: '[[1, 2]]' });
});

test.each([
  ['a,b\n1,2\n3\n', 'Row 3 of t.csv has 1 values, the rows before it 2.'],
  ['1,5;2,5\n', "Row 1 of t.csv holds '1,5'; write numbers with a point."],
  ['1,"2\n', 't.csv cannot be read as CSV:'],
])('a table that would come in wrong is refused with its row: %j', async (content, words) => {
  await expect(valuesOfFile('t.csv', text(content), INPUT)).rejects.toThrow(words);
});
