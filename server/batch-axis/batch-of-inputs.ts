import { create } from '@bufbuild/protobuf';
import { type GraphProto, TensorShapeProto_DimensionSchema, type ValueInfoProto } from 'onnx-buf';
import { fromFront } from './layout.ts';
import { Refusal } from './refusal.ts';

/** An axis of a declared value: its extent, the name of a free one, or undefined. */
export type Dim = number | string | undefined;

/** Where the batch is in the inputs, and how large it is in the file. */
export interface InputBatch {
  readonly axes: readonly { readonly input: string; readonly axis: number }[];
  /** 1 where it is free already. */
  readonly batch: number;
  /** Whether some of it is fixed. */
  readonly isFixed: boolean;
}

/** What the person says about the batch axis, by input. */
export type AxisChoice = Readonly<Record<string, number>>;

/** What a value is declared with. */
export function shapeOf({ type }: ValueInfoProto): readonly Dim[] {
  if (type?.value.case !== 'tensorType') return [];
  return (type.value.value.shape?.dim ?? []).map(({ value }) => {
    if (value.case === 'dimParam') return value.value;
    return value.case === 'dimValue' && value.value > 0n ? Number(value.value) : undefined;
  });
}

/** Declares one axis of a value: an extent, or the name of a free one. */
export function setDim({ type }: ValueInfoProto, axis: number, dim: number | string): void {
  if (type?.value.case !== 'tensorType') return;
  const dims = type.value.value.shape?.dim;
  if (dims?.[axis] === undefined) return;
  dims[axis] = create(TensorShapeProto_DimensionSchema, {
    value:
      typeof dim === 'number' ? { case: 'dimValue', value: BigInt(dim) } : { case: 'dimParam', value: dim },
  });
}

/** The inputs that requests have to bring: weights may be listed among the inputs, too. */
export function requestInputs(graph: GraphProto): readonly ValueInfoProto[] {
  const weights = new Set(graph.initializer.map(({ name }) => name));
  return graph.input.filter(({ name }) => !weights.has(name));
}

/**
 * Finds the batch axis of every input: the first one, if all inputs agree on its extent.
 * @throws Refusal listing the candidates when it is not clear
 */
export function batchOfInputs(graph: GraphProto, choice: AxisChoice = {}): InputBatch {
  const inputs = requestInputs(graph);
  const unknown = Object.keys(choice).find((name) => !inputs.some((input) => input.name === name));
  if (unknown !== undefined) throw new Refusal(`The model has no input '${unknown}'.`);
  const found = inputs.map((value) => {
    const shape = shapeOf(value);
    const axis = fromFront(choice[value.name] ?? 0, shape.length);
    if (shape.length === 0) {
      throw new Refusal(`The input '${value.name}' is a single value and has no batch axis.`, {
        nextStep: 'Export the model with that value built in, or with one value for each row.',
      });
    }
    if (axis < 0 || axis >= shape.length) throw new Refusal(`The input '${value.name}' has no axis ${axis}.`);
    return { input: value.name, axis, dim: shape[axis] };
  });
  const extents = new Set(found.flatMap(({ dim }) => (typeof dim === 'number' ? [dim] : [])));
  if (extents.size > 1) throw unclear(inputs);
  const [batch = 1] = extents;
  if (found.some(({ axis }) => axis !== 0)) {
    const other = found.find(({ axis }) => axis !== 0);
    throw new Refusal(
      `The input '${other?.input}' has the batch along axis ${other?.axis}; requests can be joined only along the first.`,
      { nextStep: 'Export the model so that every input has the batch first.' },
    );
  }
  return { axes: found.map(({ input, axis }) => ({ input, axis })), batch, isFixed: extents.size > 0 };
}

function unclear(inputs: readonly ValueInfoProto[]): Refusal {
  const shapes = inputs.map(
    (value) =>
      `${value.name} [${shapeOf(value)
        .map((dim) => dim ?? '?')
        .join(', ')}]`,
  );
  return new Refusal(`It is not clear where the batch is in the inputs: ${shapes.join(', ')}.`, {
    nextStep: 'Say which axis of each input is the batch.',
  });
}
