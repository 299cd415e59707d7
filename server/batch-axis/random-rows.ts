import { allocateTyped, bytesOf } from '../tensors/typed-array.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { toFloat16 } from '../tensors/half.ts';
import type { DeclaredValue } from './signature.ts';

/** One row: a tensor for every input, its first axis 1. */
export type Row = readonly Tensor[];

/** Whole numbers stay below this, so that they are likely to be valid indices. */
const WHOLE_NUMBERS = 4;

/**
 * A row with random elements: floats in ±`scale`, small whole numbers.
 * @param free the extent of axes that the file leaves open
 */
export function randomRow(
  inputs: readonly DeclaredValue[],
  free: number,
  random: () => number,
  scale = 1,
): Row {
  return inputs.map(({ name, datatype, shape }): Tensor => {
    const extents = [1, ...shape.slice(1).map((dim) => (typeof dim === 'number' ? dim : free))];
    if (datatype === 'BYTES') return { name, datatype, shape: extents, data: new Uint8Array() };
    const elements = allocateTyped(
      datatype,
      extents.reduce((all, extent) => all * extent, 1),
    );
    for (let at = 0; at < elements.length; at += 1) {
      const value = (random() * 2 - 1) * scale;
      const whole = datatype === 'BOOL' ? Math.floor(random() * 2) : Math.floor(random() * WHOLE_NUMBERS);
      if (elements instanceof Float32Array || elements instanceof Float64Array) elements[at] = value;
      else if (elements instanceof BigInt64Array || elements instanceof BigUint64Array)
        elements[at] = BigInt(whole);
      else elements[at] = datatype === 'FP16' ? toFloat16(value) : whole;
    }
    return { name, datatype, shape: extents, data: bytesOf(elements) };
  });
}
