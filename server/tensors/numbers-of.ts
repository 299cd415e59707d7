import { unpackBytes } from './bytes-elements.ts';
import type { Datatype } from './datatype.ts';
import type { Tensor } from './tensor.ts';
import { typedArrayOver } from './typed-array.ts';
import { fromBfloat16, fromFloat16 } from './half.ts';

const READERS: Partial<Record<Datatype, (pattern: number) => number>> = {
  FP16: fromFloat16,
  BF16: fromBfloat16,
};

/** The elements of a numeric tensor as numbers; whole numbers beyond 2^53 are rounded. BYTES has none. */
export function numbersOf({ datatype, data }: Tensor): Float64Array {
  if (datatype === 'BYTES') return new Float64Array();
  const typed = typedArrayOver(datatype, data);
  const read = READERS[datatype] ?? Number;
  const numbers = new Float64Array(typed.length);
  for (let at = 0; at < typed.length; at++) numbers[at] = read(Number(typed[at]));
  return numbers;
}

/** The elements of a BYTES tensor as text; bytes that are no UTF-8 become replacement characters. */
export function textsOf(tensor: Tensor): readonly string[] {
  const unpacked = unpackBytes(tensor.data);
  const utf8 = new TextDecoder();
  return unpacked.state === 'ok' ? unpacked.elements.map((element) => utf8.decode(element)) : [];
}
