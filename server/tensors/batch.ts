import { unpackBytes } from './bytes-elements.ts';
import { byteSizeOf } from './datatype.ts';
import { elementCount } from './shape.ts';
import type { Tensor } from './tensor.ts';

/** Joins bytes one after the other; a piece alone is returned as it is, without a copy. */
export function joinBytes(pieces: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [first] = pieces;
  if (first !== undefined && pieces.length === 1) return first;
  const joined = new Uint8Array(pieces.reduce((total, piece) => total + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

/**
 * Joins tensors of one name along their first dimension; one tensor alone is returned as it is, without a copy.
 * @param parts at least one; equal datatypes, and equal shapes but for the first dimension
 */
export function concatenate(parts: readonly [Tensor, ...Tensor[]]): Tensor {
  const [first] = parts;
  const rows = parts.reduce((total, part) => total + (part.shape[0] ?? 1), 0);
  const shape = parts.length === 1 ? first.shape : [rows, ...first.shape.slice(1)];
  return { ...first, shape, data: joinBytes(parts.map(({ data }) => data)) };
}

/** One of several equal parts of bytes, as a view. */
export function partOf(bytes: Uint8Array<ArrayBuffer>, part: number, parts: number): Uint8Array<ArrayBuffer> {
  const size = bytes.length / parts;
  return bytes.subarray(part * size, (part + 1) * size);
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
