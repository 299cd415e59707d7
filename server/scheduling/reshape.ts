import { type Shape, shapeFits } from '../tensors/shape.ts';
import type { Tensor } from '../tensors/tensor.ts';
import type { ModelSpec, TensorSpec } from './tensor-spec.ts';

/** The inputs of a checked request in the shapes that the model file takes (`reshape` of the configuration). */
export function inputsForModel(inputs: readonly Tensor[], model: ModelSpec): readonly Tensor[] {
  return reshaped(inputs, model.inputs, (tensor, { shape, reshape }) =>
    reshape === undefined ? tensor.shape : turned(tensor.shape, innerOf(shape, model), reshape, model),
  );
}

/** What the model file gave, in the shapes that the configuration promises. */
export function outputsForCaller(outputs: readonly Tensor[], model: ModelSpec): readonly Tensor[] {
  return reshaped(outputs, model.outputs, (tensor, { shape, reshape }) =>
    reshape === undefined ? tensor.shape : turned(tensor.shape, reshape, innerOf(shape, model), model),
  );
}

function reshaped(
  tensors: readonly Tensor[],
  specs: readonly TensorSpec[],
  shapeOf: (tensor: Tensor, spec: TensorSpec) => Shape,
): readonly Tensor[] {
  if (specs.every(({ reshape }) => reshape === undefined)) return tensors;
  return tensors.map((tensor) => {
    const spec = specs.find(({ name }) => name === tensor.name);
    return spec === undefined ? tensor : { ...tensor, shape: shapeOf(tensor, spec) };
  });
}

/** The first free dimension of the one shape is the first of the other, and so on; a shape that does not fit stays. */
function turned(actual: Shape, from: Shape, to: Shape, { maxBatchSize }: ModelSpec): Shape {
  const batch = maxBatchSize > 0 ? actual.slice(0, 1) : [];
  const inner = actual.slice(batch.length);
  if (!shapeFits(inner, from)) return actual;
  const free = inner.filter((_, axis) => from[axis] === -1).values();
  return [...batch, ...to.map((dim) => (dim === -1 ? (free.next().value ?? dim) : dim))];
}

function innerOf(shape: Shape, { maxBatchSize }: ModelSpec): Shape {
  return maxBatchSize > 0 ? shape.slice(1) : shape;
}
