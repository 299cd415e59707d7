import type { Datatype } from './datatype.ts';
import type { Shape } from './shape.ts';

/**
 * Data up to this size may lie in a buffer that others use, too; where it goes to another thread, it is copied, which
 * costs no more than moving a buffer. The buffer of larger data is its own, or its request's, and moves.
 */
export const SMALL_BYTES = 8 * 1024;

/**
 * Tensors begin at a multiple of this in their buffer where they can. Elements of 8 bytes need 8; ONNX Runtime adds in
 * another order when the first element does not lie at the start of a vector register, and so gives other last bits.
 */
export const ALIGNMENT = 16;

/**
 * A named tensor. `data` is the wire form of the v2 binary extension: little-endian, row-major, and for BYTES a 4-byte
 * length before each element. It may be a view into a larger buffer (a request body), so that tensors need not be copied.
 */
export interface Tensor {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: Shape;
  readonly data: Uint8Array<ArrayBuffer>;
}
