import { invalidArgument } from '../../errors.ts';
import { unpackBytes } from '../../tensors/bytes-elements.ts';
import type { Tensor } from '../../tensors/tensor.ts';

const LENGTH_PREFIX = 4;

/**
 * The data of a tensor of strings with an empty one for each that is missing.
 * @throws InferdeckError when there are too many, or the last one is cut off
 */
export function filledStrings(name: string, count: number, data: Tensor['data']): Tensor['data'] {
  const unpacked = unpackBytes(data);
  if (unpacked.state !== 'ok') {
    const available = unpacked.available;
    const length = unpacked.state === 'short-element' ? unpacked.expected : LENGTH_PREFIX;
    throw invalidArgument(
      `incomplete string data for inference input '${name}', expecting string of length ${length} but only ${available} bytes available`,
    );
  }
  const got = unpacked.elements.length;
  if (got > count) {
    throw invalidArgument(
      `unexpected number of string elements ${got} for inference input '${name}', expecting ${count}`,
    );
  }
  if (got === count) return data;
  const filled = new Uint8Array(data.byteLength + (count - got) * LENGTH_PREFIX);
  filled.set(data);
  return filled;
}
