import { invalidArgument } from '../errors.ts';
import { unpackBytes } from '../tensors/bytes-elements.ts';
import { byteSizeOf } from '../tensors/datatype.ts';
import { elementCount, formatShape, shapeFits } from '../tensors/shape.ts';
import type { Tensor } from '../tensors/tensor.ts';
import type { InferenceRequest } from './inference.ts';
import type { ModelSpec, TensorSpec } from './tensor-spec.ts';

const BATCH_NOTE =
  ' NOTE: Setting a non-zero max_batch_size in the model config requires a batch dimension to be prepended to each' +
  ' input shape. If you want to specify the full shape including the batch dim in your input dims config, try setting' +
  ' max_batch_size to zero. See the model configuration docs for more info on max_batch_size.';

/**
 * Holds a request against what the model promises. The texts are part of the protocol: clients compare them.
 * @returns the outputs to compute, by name
 * @throws InferdeckError naming the tensor, what was expected and what came
 */
export function checkRequest(request: InferenceRequest, model: ModelSpec): readonly string[] {
  const outputs = wantedOutputs(request, model);
  checkInputSet(request, model);
  const checked = request.inputs.map((tensor) => ({ tensor, spec: specOf(tensor, model) }));
  for (const { tensor, spec } of checked) checkDatatype(tensor, spec, model);
  checkBatch(request, model);
  for (const { tensor, spec } of checked) {
    checkShape(tensor, spec, model);
    checkBytes(tensor, model);
  }
  return outputs;
}

function wantedOutputs(request: InferenceRequest, model: ModelSpec): readonly string[] {
  const known = new Set(model.outputs.map((output) => output.name));
  const stranger = request.outputs.find((name) => !known.has(name));
  if (stranger !== undefined) {
    throw invalidArgument(`unexpected inference output '${stranger}' for model '${model.modelName}'`);
  }
  return request.outputs.length === 0 ? [...known] : [...new Set(request.outputs)];
}

function checkInputSet(request: InferenceRequest, model: ModelSpec): void {
  const given = request.inputs.map((input) => input.name);
  const twice = given.find((name, index) => given.indexOf(name) !== index);
  if (twice !== undefined) throw invalidArgument(`input '${twice}' already exists in request`);
  const required = model.inputs.filter((input) => !input.optional).map((input) => input.name);
  if (given.length >= required.length && given.length <= model.inputs.length) {
    const missing = required.filter((name) => !given.includes(name));
    const allKnown = given.every((name) => model.inputs.some((input) => input.name === name));
    if (missing.length === 0 || !allKnown) return;
  }
  throw wrongInputCount(request, model, given, required);
}

function wrongInputCount(
  request: InferenceRequest,
  model: ModelSpec,
  given: readonly string[],
  required: readonly string[],
): Error {
  const total = model.inputs.length;
  const expected =
    required.length === total
      ? `${total} inputs`
      : `number of inputs between ${required.length} and ${total}`;
  const missing = required.filter((name) => !given.includes(name));
  const but = missing.length === 0 ? '' : `, but missing required input(s) ${quotedList(missing)}`;
  return invalidArgument(
    `${requestPrefix(request)}expected ${expected} but got ${given.length} inputs for model '${model.modelName}'.` +
      ` Got input(s) ${quotedList(given)}${but}. Please provide all required input(s).`,
  );
}

/** How the server's messages point at a request. */
export function requestPrefix(request: InferenceRequest): string {
  return `[request id: ${request.id === '' ? '<id_unknown>' : request.id}] `;
}

function quotedList(names: readonly string[]): string {
  return `[${names.map((name) => `'${name}'`).join(',')}]`;
}

function specOf(tensor: Tensor, model: ModelSpec): TensorSpec {
  const spec = model.inputs.find((input) => input.name === tensor.name);
  if (spec !== undefined) return spec;
  throw invalidArgument(`unexpected inference input '${tensor.name}' for model '${model.modelName}'`);
}

function checkDatatype(tensor: Tensor, spec: TensorSpec, model: ModelSpec): void {
  if (tensor.datatype === spec.datatype) return;
  throw invalidArgument(
    `inference input '${tensor.name}' data-type is '${tensor.datatype}', but model '${model.modelName}'` +
      ` expects '${spec.datatype}'`,
  );
}

function checkBatch(request: InferenceRequest, model: ModelSpec): void {
  if (model.maxBatchSize === 0) return;
  const [first] = request.inputs;
  for (const { name, shape } of request.inputs) {
    if (shape.length === 0) {
      throw invalidArgument(
        `input '${name}' has no shape but model requires batch dimension for '${model.modelName}'`,
      );
    }
    if (shape[0] !== first?.shape[0]) {
      throw invalidArgument(
        `input '${name}' batch size does not match other inputs for '${model.modelName}'`,
      );
    }
  }
  const batch = batchSizeOf(request, model);
  if (batch < 1 || batch > model.maxBatchSize) {
    throw invalidArgument(
      `${requestPrefix(request)}inference request batch-size must be <= ${model.maxBatchSize} for '${model.modelName}'`,
    );
  }
}

/** Rows of a request; a model that does not batch counts each request as one. */
export function batchSizeOf(request: InferenceRequest, model: ModelSpec): number {
  return model.maxBatchSize === 0 ? 1 : (request.inputs[0]?.shape[0] ?? 1);
}

function checkShape(tensor: Tensor, spec: TensorSpec, model: ModelSpec): void {
  if (shapeFits(tensor.shape, spec.shape)) return;
  throw invalidArgument(
    `unexpected shape for input '${tensor.name}' for model '${model.modelName}'.` +
      ` Expected ${formatShape(spec.shape)}, got ${formatShape(tensor.shape)}.` +
      (model.maxBatchSize > 0 ? BATCH_NOTE : ''),
  );
}

function checkBytes(tensor: Tensor, model: ModelSpec): void {
  const elementSize = byteSizeOf(tensor.datatype);
  const count = elementCount(tensor.shape);
  if (elementSize === undefined) return checkStrings(tensor, count, model);
  const expected = count * elementSize;
  if (tensor.data.byteLength === expected) return;
  throw invalidArgument(
    `input byte size mismatch for input '${tensor.name}' for model '${model.modelName}'.` +
      ` Expected ${expected}, got ${tensor.data.byteLength}`,
  );
}

function checkStrings(tensor: Tensor, expected: number, model: ModelSpec): void {
  const of = `for inference input '${tensor.name}' for model '${model.modelName}'`;
  const unpacked = unpackBytes(tensor.data);
  if (unpacked.state === 'short-length') {
    throw invalidArgument(
      `incomplete string length indicator ${of}, expecting 4 bytes but only ${unpacked.available} bytes available`,
    );
  }
  if (unpacked.state === 'short-element') {
    throw invalidArgument(
      `incomplete string data ${of}, expecting string of length ${unpacked.expected} bytes` +
        ` but only ${unpacked.available} bytes available`,
    );
  }
  const got = unpacked.elements.length;
  if (got > expected) {
    throw invalidArgument(
      `unexpected number of string elements ${got} for inference input '${tensor.name}'` +
        ` for model '${model.modelName}', expecting ${expected}`,
    );
  }
  if (got < expected) throw invalidArgument(`expected ${expected} string elements ${of}, got ${got}`);
}
