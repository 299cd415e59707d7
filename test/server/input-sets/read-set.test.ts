import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withKnownLabels } from '../../../server/input-sets/label-of-row.ts';
import { hashOfSet, readSet } from '../../../server/input-sets/read-set.ts';
import type { SetRow } from '../../../server/input-sets/set-row.ts';
import type { ModelSpec } from '../../../server/scheduling/tensor-spec.ts';
import { numbersOf } from '../../../server/tensors/numbers-of.ts';
import { startServer } from '../../support/server.ts';
import { SAMPLES, tempFolder } from '../../support/temp.ts';

const DIGITS = join(import.meta.dirname, '../../../samples/digits');
const NOTHING_CHOSEN = { pictures: {}, extents: {} };

/** What a sample model takes, as the server knows it. */
async function specOf(model: string): Promise<ModelSpec> {
  const server = await startServer(SAMPLES, { loadModels: [model] });
  return server.models.find(model).spec;
}

async function fileWith(name: string, text: string): Promise<string> {
  const path = join(await tempFolder(), name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

const row16 = (value: number) => Array.from({ length: 16 }, () => value);

async function valuesOf(row: SetRow | undefined, spec: ModelSpec) {
  const tensors = await (row?.tensors(spec) ?? []);
  return tensors.map((tensor) => [tensor.name, tensor.shape, [...new Set(Array.from(numbersOf(tensor)))]]);
}

describe('a folder with a folder for each class', () => {
  test('gives its pictures by name, each labelled by its folder, as the input takes them', async () => {
    const { rows, remarks } = await readSet(DIGITS, NOTHING_CHOSEN);
    expect([rows.length, remarks]).toEqual([500, []]);
    expect(rows.filter(({ label }) => label === '7')).toHaveLength(50);
    const spec = await specOf('mnist');
    const [tensor] = (await rows[0]?.tensors(spec)) ?? [];
    expect([tensor?.name, tensor?.datatype, tensor?.shape]).toEqual(['image', 'FP32', [1, 1, 28, 28]]);
  });

  test('says what it leaves out, and what is no set at all', async () => {
    const file = await fileWith('set/3/notes.txt', 'three');
    await expect(readSet(dirname(dirname(file)), NOTHING_CHOSEN)).rejects.toThrow(
      /holds no sample that can be read\. 1 file is left out, being neither PNG nor JPEG: 3\/notes\.txt\./,
    );
    await expect(readSet(file, NOTHING_CHOSEN)).rejects.toThrow(/notes\.txt is no set of inputs/);
    await expect(readSet(join(file, 'none'), NOTHING_CHOSEN)).rejects.toThrow(/There is no set of inputs at/);
  });

  test('names a picture that cannot be read when its turn comes', async () => {
    const file = await fileWith('set/3/broken.png', 'no picture');
    const { rows } = await readSet(dirname(dirname(file)), NOTHING_CHOSEN);
    await expect(rows[0]?.tensors(await specOf('mnist'))).rejects.toThrow(/broken\.png/);
  });
});

describe('a table', () => {
  test('has a column for each input, or the elements of the only one; a ragged row is left out by its line', async () => {
    const cells = (value: number) => row16(value).join(' ');
    const file = await fileWith(
      'rows.csv',
      `label,INPUT0,INPUT1\nyes,${cells(1)},${cells(2)}\nno,${cells(3)}\nyes,${cells(5)},${cells(6)}\n`,
    );
    const { rows, remarks } = await readSet(file, NOTHING_CHOSEN);
    expect(remarks).toEqual(['Line 3 has 2 values, the head 3; it is left out.']);
    expect(rows.map(({ name, label }) => [name, label])).toEqual([
      ['line 2', 'yes'],
      ['line 4', 'yes'],
    ]);
    expect(await valuesOf(rows[1], await specOf('add_sub'))).toEqual([
      ['INPUT0', [1, 16], [5]],
      ['INPUT1', [1, 16], [6]],
    ]);
  });

  test('says with both counts when a row does not fit', async () => {
    const file = await fileWith('rows.csv', 'INPUT0,INPUT1\n1 2 3,4\n');
    const { rows } = await readSet(file, NOTHING_CHOSEN);
    await expect(rows[0]?.tensors(await specOf('add_sub'))).rejects.toThrow(
      /INPUT0 needs 16 values for .*there are 3/,
    );
  });
});

describe('lines of JSON', () => {
  test('have inputs, nested or flat, and labels of any kind; a line that is none is left out', async () => {
    const line = (label: unknown, a: unknown, b: unknown) =>
      JSON.stringify({ label, inputs: { INPUT0: a, INPUT1: b } });
    const file = await fileWith(
      'rows.jsonl',
      [line(3, row16(1), [row16(2)]), '{"label": 4', '{"label": 5}', line('x', row16(7), row16(8))].join(
        '\n',
      ),
    );
    const { rows, remarks } = await readSet(file, NOTHING_CHOSEN);
    expect(rows.map(({ label }) => label)).toEqual(['3', 'x']);
    expect(remarks).toHaveLength(2);
    expect(remarks[1]).toMatch(/^Line 3 is left out: it has neither "picture" nor "inputs"/);
    expect(await valuesOf(rows[0], await specOf('add_sub'))).toEqual([
      ['INPUT0', [1, 16], [1]],
      ['INPUT1', [1, 16], [2]],
    ]);
  });

  test('may name pictures beside the file, and none outside of it', async () => {
    const file = await fileWith('rows.jsonl', '{"label": 1, "picture": "../../etc/1.png"}\n');
    await expect(readSet(file, NOTHING_CHOSEN)).rejects.toThrow(/Line 1 is left out/);
  });
});

describe('arrays of numpy', () => {
  test('have samples along their first axis, and labels of their own', async () => {
    const file = join(await tempFolder(), 'set.npz');
    const program = `
import numpy as np, sys
a = np.repeat(np.arange(3, dtype=np.int64)[:, None], 16, axis=1)
np.savez(sys.argv[1], INPUT0=a, INPUT1=(a * 10).astype(np.float32), label=np.array(["x", "y", "z"]))
`;
    execFileSync('/usr/bin/python3', ['-c', program, file]);
    const { rows, remarks } = await readSet(file, NOTHING_CHOSEN);
    expect([rows.map(({ label }) => label), remarks]).toEqual([['x', 'y', 'z'], []]);
    expect(await valuesOf(rows[2], await specOf('add_sub'))).toEqual([
      ['INPUT0', [1, 16], [2]],
      ['INPUT1', [1, 16], [20]],
    ]);
  });

  test('are no arrays when the file is cut off', async () => {
    await expect(readSet(await fileWith('set.npz', 'PK'), NOTHING_CHOSEN)).rejects.toThrow();
  });
});

test('a label that the model does not know counts for nothing, and a number is a line of its labels', () => {
  const row = (label: string): SetRow => ({ name: label, label, tensors: async () => [] });
  const { rows, remarks } = withKnownLabels([row('cat'), row('1'), row('cow')], ['cat', 'dog']);
  expect(rows.map(({ label }) => label)).toEqual(['cat', 'dog', undefined]);
  expect(remarks).toEqual(['No label of the model is called cow; its sample does not count for accuracy.']);
});

test('a set whose file changes has another hash', async () => {
  const file = await fileWith('rows.csv', 'a\n1\n');
  const before = await hashOfSet(file);
  expect(await hashOfSet(file)).toBe(before);
  await writeFile(file, 'a\n2\n');
  expect(await hashOfSet(file)).not.toBe(before);
});
