import type { Tensor } from '../../server/tensors/tensor.ts';
import { allocateTyped, bytesOf } from '../../server/tensors/typed-array.ts';

/** The datatypes whose elements are plain numbers in JavaScript. */
export type NumericDatatype = 'UINT8' | 'INT32' | 'FP32' | 'FP64';

/** A vector of numbers. */
export function typedTensor(name: string, datatype: NumericDatatype, values: readonly number[]): Tensor {
  const array = allocateTyped(datatype, values.length);
  for (const [at, value] of values.entries()) array[at] = value;
  return { name, datatype, shape: [values.length], data: bytesOf(array) };
}
