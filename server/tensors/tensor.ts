import type { Datatype } from './datatype.ts';
import type { Shape } from './shape.ts';

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
