const LENGTH_PREFIX = 4;
type Bytes = Uint8Array<ArrayBuffer>;

/** Joins elements into the wire form of a BYTES tensor: a 4-byte little-endian length before each. */
export function packBytes(elements: readonly Uint8Array[]): Bytes {
  const total = elements.reduce((sum, element) => sum + LENGTH_PREFIX + element.byteLength, 0);
  const packed = new Uint8Array(total);
  const view = new DataView(packed.buffer);
  let at = 0;
  for (const element of elements) {
    view.setUint32(at, element.byteLength, true);
    packed.set(element, at + LENGTH_PREFIX);
    at += LENGTH_PREFIX + element.byteLength;
  }
  return packed;
}

/** Where the wire form of a BYTES tensor ends too early, if it does. */
export type UnpackResult =
  | { readonly state: 'ok'; readonly elements: readonly Bytes[] }
  | { readonly state: 'short-length'; readonly available: number }
  | { readonly state: 'short-element'; readonly expected: number; readonly available: number };

/** Splits the wire form of a BYTES tensor into views of its elements. */
export function unpackBytes(packed: Bytes): UnpackResult {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const elements: Bytes[] = [];
  let at = 0;
  while (at < packed.byteLength) {
    if (packed.byteLength - at < LENGTH_PREFIX) {
      return { state: 'short-length', available: packed.byteLength - at };
    }
    const length = view.getUint32(at, true);
    at += LENGTH_PREFIX;
    if (packed.byteLength - at < length) {
      return { state: 'short-element', expected: length, available: packed.byteLength - at };
    }
    elements.push(packed.subarray(at, at + length));
    at += length;
  }
  return { state: 'ok', elements };
}
