import { clone, create } from '@bufbuild/protobuf';
import { type GraphProto, type ModelProto, ModelProtoSchema, ValueInfoProtoSchema } from 'onnx-buf';
import { ONNX_DATATYPES, readOnnxModel } from '../backends/onnxruntime/inspect.ts';
import { seededRandom } from '../comparison/seeded-random.ts';
import { InferdeckError } from '../errors.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { RowDifferences } from './compare-rows.ts';
import { declarationOf, editGraph, type GraphEdit } from './edit-graph.ts';
import { BATCH_SYMBOL } from './free-graph.ts';
import { batchOf } from './observe-values.ts';
import type { OpenModel } from './open-model.ts';
import type { OutputProof } from './proof.ts';
import { randomRow } from './random-rows.ts';
import { Refusal } from './refusal.ts';
import { type Scratch, scratchFor } from './scratch-model.ts';
import { declaredInputs } from './signature.ts';

/** An edited model whose outputs were shown to be the original's; still outside the repository. */
export interface EditedModel {
  readonly path: string;
  readonly scratch: Scratch;
  readonly equality: readonly OutputProof[];
}

/** Rows where the first axis is open, and the extent of other open axes. */
const RUNS = [
  { rows: 1, free: 32 },
  { rows: 3, free: 32 },
  { rows: 2, free: 64 },
];

/**
 * Edits an ONNX model and runs it against the original on the same random inputs.
 * @returns the edited model; its scratch folder is the caller's to remove
 * @throws Refusal when it cannot be edited so, or answers differently; nothing is left then
 */
export async function editModel(file: string, edit: GraphEdit, open: OpenModel): Promise<EditedModel> {
  const model = await readOnnxModel(file);
  const edited = clone(ModelProtoSchema, model);
  if (model.graph === undefined || edited.graph === undefined) {
    throw new InferdeckError('invalid-argument', `${file} holds no graph.`);
  }
  editGraph(edited.graph, edit);
  const scratch = await scratchFor(file, model.graph);
  try {
    const outputs = edited.graph.output.map(({ name }) => name);
    const original = await scratch.write('original.onnx', withOutputs(model, model.graph, outputs));
    const path = await scratch.write('model.onnx', edited);
    const seen: Seen = new Map();
    const equality = await compare({ original, path, outputs, graph: edited.graph, seen }, open);
    declareOutputs(edited.graph, seen);
    await scratch.write('model.onnx', edited);
    const wrong = equality.find(({ mismatches }) => mismatches > 0);
    if (wrong !== undefined) throw new Refusal(`The edited model answers '${wrong.output}' differently.`);
    return { path, scratch, equality };
  } catch (error) {
    await scratch.remove();
    throw error;
  }
}

/** The original, made to give what is compared. */
function withOutputs(model: ModelProto, graph: GraphProto, outputs: readonly string[]): ModelProto {
  const missing = outputs.filter((name) => !graph.output.some((value) => value.name === name));
  graph.output.push(...missing.map((name) => declarationOf(graph, name)));
  return model;
}

/** What each output was, run by run. */
type Seen = Map<string, readonly Tensor[]>;

/** Says in the file what an output is that was inside before: an axis that was not always the same is open. */
function declareOutputs(graph: GraphProto, seen: Seen): void {
  graph.output = graph.output.map((value) => {
    const [first, ...others] = seen.get(value.name) ?? [];
    if (value.type !== undefined || first === undefined) return value;
    const dim = first.shape.map((extent, axis) =>
      others.every(({ shape }) => shape[axis] === extent)
        ? { value: { case: 'dimValue', value: BigInt(extent) } as const }
        : {
            value: { case: 'dimParam', value: axis === 0 ? BATCH_SYMBOL : `${value.name}_${axis}` } as const,
          },
    );
    const elemType = Object.entries(ONNX_DATATYPES).find(([, datatype]) => datatype === first.datatype)?.[0];
    return create(ValueInfoProtoSchema, {
      name: value.name,
      type: { value: { case: 'tensorType', value: { elemType: Number(elemType), shape: { dim } } } },
    });
  });
}

async function compare(
  about: {
    readonly original: string;
    readonly path: string;
    readonly outputs: readonly string[];
    readonly graph: GraphProto;
    readonly seen: Seen;
  },
  open: OpenModel,
): Promise<readonly OutputProof[]> {
  const { outputs, graph } = about;
  const inputs = declaredInputs(graph);
  const differences = outputs.map((name) => new RowDifferences(name));
  const original = await open(about.original);
  try {
    const edited = await open(about.path);
    try {
      for (const { rows, free } of RUNS) {
        const random = seededRandom(rows);
        const feed = inputs.flatMap((input) => {
          const [first] = input.shape;
          const count = typeof first === 'number' ? first : rows;
          return batchOf(Array.from({ length: count }, () => randomRow([input], free, random)));
        });
        const before = await original.run(feed, outputs);
        const after = await edited.run(feed, outputs);
        for (const [index, difference] of differences.entries()) {
          const [a, b] = [before[index], after[index]];
          if (a === undefined || b === undefined) continue;
          difference.add(a, b);
          about.seen.set(b.name, [...(about.seen.get(b.name) ?? []), b]);
        }
      }
    } finally {
      await edited.close();
    }
  } finally {
    await original.close();
  }
  return differences.map(({ result }) => result);
}
