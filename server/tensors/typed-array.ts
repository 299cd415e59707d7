import type { Datatype } from './datatype.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** A typed array over numeric tensor data; FP16 and BF16 appear as their 16-bit patterns, BOOL as bytes. */
export type NumericArray =
  | Uint8Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>
  | BigInt64Array<ArrayBuffer>
  | BigUint64Array<ArrayBuffer>;

const CONSTRUCTORS = {
  BOOL: Uint8Array,
  UINT8: Uint8Array,
  INT8: Int8Array,
  UINT16: Uint16Array,
  INT16: Int16Array,
  FP16: Uint16Array,
  BF16: Uint16Array,
  UINT32: Uint32Array,
  INT32: Int32Array,
  FP32: Float32Array,
  FP64: Float64Array,
  INT64: BigInt64Array,
  UINT64: BigUint64Array,
} as const;

/** The datatypes whose elements all have the same size. */
export type NumericDatatype = Exclude<Datatype, 'BYTES'>;

/**
 * Tensor bytes as a typed array: a view where the bytes are aligned, otherwise a copy.
 * @param bytes little-endian data whose length is a multiple of the element size
 */
export function typedArrayOver(datatype: NumericDatatype, bytes: Bytes): NumericArray {
  const constructor = CONSTRUCTORS[datatype];
  const aligned = bytes.byteOffset % constructor.BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice();
  return new constructor(
    aligned.buffer,
    aligned.byteOffset,
    aligned.byteLength / constructor.BYTES_PER_ELEMENT,
  );
}

/** A zeroed typed array of `length` elements. */
export function allocateTyped(datatype: NumericDatatype, length: number): NumericArray {
  return new CONSTRUCTORS[datatype](length);
}

/** The bytes under a typed array, without a copy. */
export function bytesOf(array: NumericArray): Bytes {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
