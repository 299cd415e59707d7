import type { Tensor } from '../../tensors/tensor.ts';

/** A tensor in the head of a message: what it is, and where its bytes lie behind the head. */
export interface TensorHead {
  readonly name: string;
  readonly datatype: Tensor['datatype'];
  readonly shape: Tensor['shape'];
  readonly offset: number;
  readonly size: number;
}

/** Every tensor begins at a multiple of this, so that it can be read in place. */
const ALIGNMENT = 8;
const PADDING = new Uint8Array(ALIGNMENT);

/** The tensors of one message, in the order in which their bytes follow the head. */
export class Parcel {
  readonly parts: Uint8Array[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Takes a tensor and describes it for the head. */
  add({ name, datatype, shape, data }: Tensor): TensorHead {
    const offset = this.#size;
    const size = data.byteLength;
    const padding = (ALIGNMENT - (size % ALIGNMENT)) % ALIGNMENT;
    if (size > 0) this.parts.push(data);
    if (padding > 0) this.parts.push(PADDING.subarray(0, padding));
    this.#size += size + padding;
    return { name, datatype, shape, offset, size };
  }
}

/** A received tensor, as a view into the bytes behind the head. */
export function tensorIn(body: Uint8Array<ArrayBuffer>, head: TensorHead): Tensor {
  const { name, datatype, shape, offset, size } = head;
  return { name, datatype, shape, data: body.subarray(offset, offset + size) };
}
