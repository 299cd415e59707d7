import { packBytes } from './bytes-elements.ts';
import type { Datatype } from './datatype.ts';
import { allocateTyped, bytesOf } from './typed-array.ts';
import { toBfloat16, toFloat16 } from './half.ts';

/** One element as people write it: a number, a whole number too large for one, or text. */
export type Element = number | bigint | string;

/** Elements as the wire form of a tensor. Numbers must fit the datatype; `parseElements` sees to that. */
export function encodeElements(datatype: Datatype, elements: ArrayLike<Element>): Uint8Array<ArrayBuffer> {
  if (datatype === 'BYTES') {
    const utf8 = new TextEncoder();
    return packBytes(Array.from(elements, (element) => utf8.encode(String(element))));
  }
  const typed = allocateTyped(datatype, elements.length);
  const convert = datatype === 'FP16' ? toFloat16 : datatype === 'BF16' ? toBfloat16 : undefined;
  for (let at = 0; at < elements.length; at++) {
    const element = elements[at] ?? 0;
    if (typed instanceof BigInt64Array || typed instanceof BigUint64Array) typed[at] = BigInt(element);
    else typed[at] = convert === undefined ? Number(element) : convert(Number(element));
  }
  return bytesOf(typed);
}
