import type { Datatype } from '../tensors/datatype.ts';
import type { Shape } from '../tensors/shape.ts';

/** A tensor as the model file declares it. */
export interface SignatureTensor {
  readonly name: string;
  readonly datatype: Datatype;
  /** Whole shape, batch dimension included; -1 where the model leaves an extent open. */
  readonly shape: Shape;
  /** The model's own names for open extents, by axis: `N`. */
  readonly symbols?: readonly (string | undefined)[];
  /** The model brings a value of its own (in ONNX, an initializer that a request may override). */
  readonly optional?: boolean;
}

/** What a model file takes and gives, in the file's order. */
export interface ModelSignature {
  readonly inputs: readonly SignatureTensor[];
  readonly outputs: readonly SignatureTensor[];
}

/** `[N,16]`: the shape with the model's own names for what is open. */
export function describeShape({ shape, symbols }: SignatureTensor): string {
  return `[${shape.map((dim, axis) => (dim === -1 ? (symbols?.[axis] ?? '-1') : dim)).join(',')}]`;
}
