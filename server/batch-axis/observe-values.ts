import type { GraphProto, ModelProto } from 'onnx-buf';
import { seededRandom } from '../comparison/seeded-random.ts';
import { messageOf } from '../errors.ts';
import { numbersOf } from '../tensors/numbers-of.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { concatenate } from '../tensors/batch.ts';
import { observingModel } from './observe.ts';
import type { OpenModel } from './open-model.ts';
import { randomRow, type Row } from './random-rows.ts';
import { Refusal } from './refusal.ts';
import type { Scratch } from './scratch-model.ts';
import type { DeclaredValue } from './signature.ts';
import type { ObservedValues } from './step.ts';

/** Extents that are tried for axes that the file leaves open, until the model runs with one. */
const FREE_EXTENTS = [32, 64, 224, 512, 16, 8, 4, 1];

/** What a run of a model showed. */
export interface Observation {
  readonly values: ObservedValues;
  /** The extents at which open axes can be run; one of no meaning when none is open. */
  readonly free: readonly number[];
}

/** Runs a model once at its old batch and keeps the shapes of everything in it. @throws Refusal when it does not run */
export async function observeValues(
  model: ModelProto,
  graph: GraphProto,
  inputs: readonly DeclaredValue[],
  batch: number,
  tools: { readonly open: OpenModel; readonly scratch: Scratch },
): Promise<Observation> {
  const observing = observingModel(model);
  const opened = await openObserving(tools, observing.model);
  try {
    const names = [...observing.shapes.values(), ...observing.numbers.values()];
    const extents = inputs.some(({ shape }) => shape.slice(1).some((dim) => typeof dim !== 'number'))
      ? FREE_EXTENTS
      : [1];
    let failure: unknown;
    const runs: { readonly free: number; readonly run: readonly Tensor[] }[] = [];
    for (const free of extents) {
      if (runs.length === 2) break;
      const feed = batchOf(
        Array.from({ length: batch }, (_, seed) => randomRow(inputs, free, seededRandom(seed))),
      );
      const run = await opened.run(feed, names).catch((error: unknown) => {
        failure ??= error;
      });
      if (run !== undefined) runs.push({ free, run });
    }
    const [first] = runs;
    if (first === undefined)
      throw new Refusal(`The model does not run with random inputs: ${messageOf(failure)}.`);
    return { values: valuesOf(observing, first.run, graph), free: runs.map(({ free }) => free) };
  } finally {
    await opened.close();
  }
}

async function openObserving({ open, scratch }: { open: OpenModel; scratch: Scratch }, model: ModelProto) {
  try {
    return await open(await scratch.write('observing.onnx', model), 'as written');
  } catch (error) {
    throw new Refusal(`The values inside the model cannot be looked at: ${messageOf(error)}.`);
  }
}

/** Rows as one request. */
export function batchOf(rows: readonly Row[]): readonly Tensor[] {
  const [first, ...others] = rows;
  return (first ?? []).map((tensor, index) =>
    concatenate([tensor, ...others.flatMap((row) => row[index] ?? [])]),
  );
}

function valuesOf(
  { shapes, numbers }: ReturnType<typeof observingModel>,
  run: readonly Tensor[],
  graph: GraphProto,
): ObservedValues {
  const found = new Map(run.map((tensor) => [tensor.name, tensor]));
  const read = (name: string | undefined) => {
    const tensor = name === undefined ? undefined : found.get(name);
    return tensor && [...numbersOf(tensor)];
  };
  const constants = new Set([
    ...graph.initializer.map(({ name }) => name),
    ...graph.node.filter(({ opType }) => opType === 'Constant').flatMap(({ output }) => output),
  ]);
  return {
    shapeOf: (name) => read(shapes.get(name)),
    numbersOf: (name) => read(numbers.get(name)),
    isConstant: (name) => constants.has(name),
  };
}
