import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { invalidArgument } from '../errors.ts';
import { unpackZip } from '../repository/import/unpack-zip.ts';
import type { ModelSpec, TensorSpec } from '../scheduling/tensor-spec.ts';
import { numbersOf, textsOf } from '../tensors/numbers-of.ts';
import { readNumpy } from '../tensors/numpy-array.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { typedArrayOver } from '../tensors/typed-array.ts';
import { tensorOfElements } from './elements-tensor.ts';
import { eachInput, type InputChoices, type ReadRows } from './set-row.ts';

const LABEL = /^(?:labels?|y|targets?|classes)$/i;

/**
 * Arrays of a `.npz` file. One called like an input holds that input's samples along its first axis; a single other one
 * belongs to a single other input; one called `label` (or y, target) holds the labels.
 * @throws InferdeckError when it holds no such arrays
 */
export async function readNpz(path: string, { extents }: InputChoices): Promise<ReadRows> {
  const arrays = await arraysIn(path);
  const labels = arrays.find(({ name }) => LABEL.test(name));
  const samples = arrays.filter((array) => array !== labels);
  const count = Math.min(...samples.map(({ shape }) => shape[0] ?? 0));
  if (samples.length === 0) throw invalidArgument(`${basename(path)} holds no arrays of inputs.`);
  const names = labels === undefined ? [] : labelsOf(labels);
  return {
    remarks: unequal(arrays, count),
    rows: Array.from({ length: count }, (_, at) => ({
      name: `row ${at + 1}`,
      ...(names[at] !== undefined && { label: names[at] }),
      tensors: (spec) =>
        eachInput(spec, async (input) => {
          const array = arrayFor(input, spec, samples);
          return array && tensorOfElements(elementsAt(array, at), input, extents[input.name]);
        }),
    })),
  };
}

async function arraysIn(path: string): Promise<readonly Tensor[]> {
  const folder = await mkdtemp(join(tmpdir(), 'inferdeck-npz-'));
  try {
    await unpackZip(path, folder);
    const files = (await readdir(folder)).filter((name) => name.endsWith('.npy')).toSorted();
    return await Promise.all(
      files.map(async (file) =>
        readNumpy(file.slice(0, -4), new Uint8Array(await readFile(join(folder, file)))),
      ),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function labelsOf(labels: Tensor): readonly string[] {
  return labels.datatype === 'BYTES' ? textsOf(labels) : Array.from(numbersOf(labels), String);
}

function unequal(arrays: readonly Tensor[], count: number): readonly string[] {
  const lengths = arrays.map(({ name, shape }) => `${name} ${shape[0] ?? 0}`);
  if (arrays.every(({ shape }) => shape[0] === count)) return [];
  return [`The arrays differ in length (${lengths.join(', ')}); the first ${count} rows of each are taken.`];
}

function arrayFor(input: TensorSpec, { inputs }: ModelSpec, samples: readonly Tensor[]): Tensor | undefined {
  const named = samples.find(({ name }) => name === input.name);
  if (named !== undefined) return named;
  const names = new Set(inputs.map(({ name }) => name));
  const others = samples.filter(({ name }) => !names.has(name));
  const unnamed = inputs.filter(({ name }) => !samples.some((array) => array.name === name));
  return others.length === 1 && unnamed.length === 1 ? others[0] : undefined;
}

/** One row of an array. */
function elementsAt(array: Tensor, at: number): ArrayLike<number | bigint | string> {
  const size = array.shape.slice(1).reduce((product, dim) => product * dim, 1);
  if (array.datatype === 'BYTES') return textsOf(array).slice(at * size, (at + 1) * size);
  const bytes = (array.data.byteLength / Math.max(1, array.shape[0] ?? 1)) * at;
  const end = bytes + array.data.byteLength / Math.max(1, array.shape[0] ?? 1);
  const row: Tensor = { ...array, data: array.data.slice(bytes, end) };
  if (array.datatype !== 'INT64' && array.datatype !== 'UINT64') return numbersOf(row);
  return Array.from(typedArrayOver(array.datatype, row.data), BigInt);
}
