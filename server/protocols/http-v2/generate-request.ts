import { invalidArgument } from '../../errors.ts';
import type { InferenceRequest } from '../../scheduling/inference.ts';
import type { ModelSpec, TensorSpec } from '../../scheduling/tensor-spec.ts';
import { bytesFromJson } from '../../tensors/json-tensor.ts';
import { elementCount } from '../../tensors/shape.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import { requestParameters } from '../v2/request-parameters.ts';
import { parameterEntries } from './infer-request.ts';
import { type JsonObject, objectIn, optionalText } from './json-fields.ts';

/** A generate call: flat JSON, of which the keys that name inputs are tensors and all others parameters. */
export interface GenerateCall {
  readonly id: string;
  readonly inputs: readonly Tensor[];
  readonly parameters: InferenceRequest['parameters'];
}

const NESTED = 'parameters';

/** @throws InferdeckError when a value does not become a tensor of its input */
export function readGenerateCall(body: JsonObject, model: ModelSpec): GenerateCall {
  const inputNamed = (name: string) => model.inputs.find((input) => input.name === name);
  if (body[NESTED] !== undefined && inputNamed(NESTED) !== undefined) {
    throw invalidArgument(`Keyword '${NESTED}' for nested schema also given as input tensor name`);
  }
  const nested = body[NESTED] === undefined ? {} : objectIn(body[NESTED], NESTED);
  const own = Object.entries(body).filter(([key]) => key !== NESTED && (key !== 'id' || inputNamed('id')));
  const all = [...own, ...Object.entries(nested)];
  const parameters = all.filter(([key]) => inputNamed(key) === undefined);
  const inputs = all.flatMap(([key, value]) => {
    const spec = inputNamed(key);
    return spec === undefined ? [] : [tensorOf(spec, value, model.maxBatchSize > 0)];
  });
  return {
    id: inputNamed('id') === undefined ? (optionalText(body, 'id') ?? '') : '',
    inputs,
    parameters: requestParameters(parameterEntries(Object.fromEntries(parameters))),
  };
}

function tensorOf({ name, datatype, shape }: TensorSpec, value: unknown, batched: boolean): Tensor {
  const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (datatype === 'BYTES') checkEvery(elements, 'string');
  if (datatype === 'BOOL') checkEvery(elements, 'boolean');
  const dims = deducedShape(name, batched ? shape.slice(1) : shape, elements.length);
  const whole = batched ? [1, ...dims] : dims;
  return { name, datatype, shape: whole, data: bytesFromJson(name, datatype, whole, elements) };
}

function checkEvery(elements: readonly unknown[], type: 'string' | 'boolean'): void {
  if (elements.every((element) => typeof element === type)) return;
  throw invalidArgument(`attempt to access JSON non-${type} as ${type}`);
}

/** Fixed extents are divided out; the innermost free one takes what remains, the others become 1. */
function deducedShape(name: string, dims: readonly number[], count: number): number[] {
  const fixed = elementCount(dims.filter((dim) => dim !== -1));
  const innermost = dims.lastIndexOf(-1);
  const remainder = innermost === -1 ? 1 : count / fixed;
  if (fixed === 0 || !Number.isInteger(remainder) || remainder * fixed !== count) {
    throw invalidArgument(`The schema can not convert input '${name}' to tensor with proper shape`);
  }
  return dims.map((dim, axis) => (dim !== -1 ? dim : axis === innermost ? remainder : 1));
}
