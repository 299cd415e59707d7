import { unpackBytes } from './bytes-elements.ts';
import { byteSizeOf } from './datatype.ts';
import { elementCount } from './shape.ts';
import type { Tensor } from './tensor.ts';

/**
 * Joins tensors of one name along their first dimension; one tensor alone is returned as it is, without a copy.
 * @param parts at least one; equal datatypes, and equal shapes but for the first dimension
 */
export function concatenate(parts: readonly [Tensor, ...Tensor[]]): Tensor {
  const [first] = parts;
  if (parts.length === 1) return first;
  const data = new Uint8Array(parts.reduce((total, part) => total + part.data.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.byteLength;
  }
  const rows = parts.reduce((total, part) => total + (part.shape[0] ?? 1), 0);
  return { ...first, shape: [rows, ...first.shape.slice(1)], data };
}

/**
 * Splits a tensor along its first dimension into views of the given row counts.
 * @param rows their sum is the tensor's first dimension
 */
export function split(tensor: Tensor, rows: readonly number[]): Tensor[] {
  if (rows.length === 1) return [tensor];
  const starts = rowStarts(tensor);
  let row = 0;
  return rows.map((count) => {
    const data = tensor.data.subarray(starts(row), starts(row + count));
    row += count;
    return { ...tensor, shape: [count, ...tensor.shape.slice(1)], data };
  });
}

/** Byte offset at which a row begins; strings have to be walked once. */
function rowStarts(tensor: Tensor): (row: number) => number {
  const perRow = elementCount(tensor.shape.slice(1));
  const size = byteSizeOf(tensor.datatype);
  if (size !== undefined) return (row) => row * perRow * size;
  const unpacked = unpackBytes(tensor.data);
  const offsets = [0];
  for (const element of unpacked.state === 'ok' ? unpacked.elements : []) {
    offsets.push((offsets.at(-1) ?? 0) + 4 + element.byteLength);
  }
  return (row) => offsets[row * perRow] ?? tensor.data.byteLength;
}
