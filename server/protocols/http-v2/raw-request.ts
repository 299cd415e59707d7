import { invalidArgument } from '../../errors.ts';
import type { ModelSpec, TensorSpec } from '../../scheduling/tensor-spec.ts';
import { packBytes } from '../../tensors/bytes-elements.ts';
import { byteSizeOf } from '../../tensors/datatype.ts';
import { elementCount } from '../../tensors/shape.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import type { Body } from './body.ts';
import type { InferCall } from './infer-request.ts';

/**
 * A body that is the one input of its model and nothing else: a header length of 0 says so. All outputs come back in
 * binary.
 * @throws InferdeckError when the model's input cannot be told from the bytes alone
 */
export function readRawCall({ tail }: Body, { modelName, inputs, maxBatchSize }: ModelSpec): InferCall {
  const [input] = inputs;
  if (input === undefined || inputs.length > 1) {
    throw invalidArgument(
      `Raw request must only have 1 input (found 1) to be deduced but got ${inputs.length} inputs in` +
        ` '${modelName}' model configuration`,
    );
  }
  const tensor = tensorOf(input, tail, maxBatchSize > 0);
  return { id: undefined, inputs: [tensor], parameters: {}, outputs: [], binaryByDefault: true };
}

function tensorOf({ name, datatype, shape }: TensorSpec, bytes: Body['tail'], batched: boolean): Tensor {
  const dims = batched ? shape.slice(1) : shape;
  const elementSize = byteSizeOf(datatype);
  if (elementSize === undefined) {
    if (dims.length !== 1 || (dims[0] !== 1 && dims[0] !== -1)) {
      throw invalidArgument(`For BYTE datatype raw input '${name}', the model must have input shape [1]`);
    }
    return { name, datatype, shape: batched ? [1, 1] : [1], data: packBytes([bytes]) };
  }
  if (dims.filter((dim) => dim === -1).length > 1) {
    throw invalidArgument(
      `The shape of the raw input '${name}' can not be deduced because there are more than one variable-sized dimension`,
    );
  }
  const fixed = elementCount(dims.filter((dim) => dim !== -1)) * elementSize;
  const variable = fixed === 0 ? 0 : Math.floor(bytes.byteLength / fixed);
  const deduced = dims.map((dim) => (dim === -1 ? variable : dim));
  return { name, datatype, shape: batched ? [1, ...deduced] : deduced, data: bytes };
}
