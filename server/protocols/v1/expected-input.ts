import { invalidArgument } from '../../errors.ts';
import type { ModelSpec, TensorSpec } from '../../scheduling/tensor-spec.ts';
import { byteSizeOf } from '../../tensors/datatype.ts';
import { elementCount, formatShape, type Shape, shapeFits } from '../../tensors/shape.ts';
import type { InferRequestHeader, InferRequestHeader_Input } from '../grpc-v1/generated/v1_api_pb.ts';

type Input = InferRequestHeader_Input;

/** What a request header promises of one input, held against the model. */
export interface ExpectedInput {
  readonly spec: TensorSpec;
  /** With the batch dimension. */
  readonly shape: Shape;
  /** Of the whole batch. */
  readonly byteSize: number;
  readonly sharedMemory: Input['sharedMemory'];
}

/**
 * The inputs that a request header announces, in its order. The texts are part of the protocol.
 * @throws InferdeckError naming the input and what is wrong with it
 */
export function expectedInputs(header: InferRequestHeader, model: ModelSpec): readonly ExpectedInput[] {
  checkBatch(header, model);
  checkCount(header, model);
  return header.input.map((input) => expectedInput(input, header.batchSize, model));
}

function checkBatch({ batchSize }: InferRequestHeader, { modelName, maxBatchSize }: ModelSpec): void {
  if (batchSize === 0) throw invalidArgument(`inference request batch-size must be >= 1 for '${modelName}'`);
  if (batchSize === 1 || batchSize <= maxBatchSize) return;
  throw invalidArgument(`inference request batch-size must be <= ${maxBatchSize} for '${modelName}'`);
}

function checkCount({ input }: InferRequestHeader, { modelName, inputs }: ModelSpec): void {
  const fewest = inputs.filter(({ optional }) => !optional).length;
  if (input.length >= fewest && input.length <= inputs.length) return;
  throw invalidArgument(
    `expected ${inputs.length} inputs but got ${input.length} inputs for model '${modelName}'`,
  );
}

function expectedInput(input: Input, batchSize: number, model: ModelSpec): ExpectedInput {
  const { modelName, maxBatchSize } = model;
  const spec = model.inputs.find(({ name }) => name === input.name);
  if (spec === undefined) {
    throw invalidArgument(`unexpected inference input '${input.name}' for model '${modelName}'`);
  }
  const dims = dimsOf(input, maxBatchSize > 0 ? spec.shape.slice(1) : spec.shape, modelName);
  const shape = maxBatchSize > 0 ? [batchSize, ...dims] : dims;
  return {
    spec,
    shape,
    byteSize: byteSizeFor(input, spec, shape, modelName),
    sharedMemory: input.sharedMemory,
  };
}

function dimsOf({ name, dims }: Input, declared: Shape, modelName: string): Shape {
  const given = dims.map(Number);
  if (given.length > 0) {
    if (shapeFits(given, declared)) return given;
    throw invalidArgument(
      `unexpected shape for input '${name}' for model '${modelName}'. Expected ${formatShape(declared)}, got ${formatShape(given)}`,
    );
  }
  if (!declared.includes(-1)) return declared;
  throw invalidArgument(
    `model supports variable-size for input '${name}', request must specify input shape for model '${modelName}'`,
  );
}

/** Strings have the size that the caller says. */
function byteSizeFor(
  { name, batchByteSize }: Input,
  { datatype }: TensorSpec,
  shape: Shape,
  modelName: string,
) {
  const elementSize = byteSizeOf(datatype);
  if (elementSize === undefined) return Number(batchByteSize);
  const byteSize = elementSize * elementCount(shape);
  if (batchByteSize === 0n || Number(batchByteSize) === byteSize) return byteSize;
  throw invalidArgument(
    `specific batch-byte-size for input '${name}' does not match expected byte-size calculated from shape and datatype for model '${modelName}'`,
  );
}
