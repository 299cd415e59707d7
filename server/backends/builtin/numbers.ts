import type { Tensor } from '../../tensors/tensor.ts';
import { allocateTyped, bytesOf, type NumericDatatype, typedArrayOver } from '../../tensors/typed-array.ts';
import type { ExecutionRequest } from '../backend.ts';

/** The numbers of one input, empty where the request has none of that name. */
export function numbersOf({ inputs }: ExecutionRequest, name: string): number[] {
  const tensor = inputs.find((input) => input.name === name);
  if (tensor === undefined || tensor.datatype === 'BYTES') return [];
  return Array.from(typedArrayOver(tensor.datatype, tensor.data), Number);
}

/** A tensor of small integers. */
export function numbersTensor(
  name: string,
  datatype: Exclude<NumericDatatype, 'INT64' | 'UINT64'>,
  shape: readonly number[],
  numbers: readonly number[],
): Tensor {
  const array = allocateTyped(datatype, numbers.length);
  for (const [index, number] of numbers.entries()) array[index] = number;
  return { name, datatype, shape, data: bytesOf(array) };
}
