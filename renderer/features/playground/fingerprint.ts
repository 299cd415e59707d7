import type { Tensor } from '../../../server/tensors/tensor.ts';

/** Same tensors, same text: FNV-1a over shapes and bytes. It tells whether two answers are to one question. */
export function fingerprint(inputs: readonly Tensor[]): string {
  let hash = 0x811c9dc5;
  const add = (byte: number) => {
    hash = Math.imul(hash ^ byte, 0x01000193);
  };
  for (const { name, shape, data } of inputs) {
    for (const letter of `${name}[${shape.join()}]`) add(letter.charCodeAt(0));
    for (const byte of data) add(byte);
  }
  return (hash >>> 0).toString(16);
}
