import { Parcel } from './parcel.ts';

/** A message as it travels: a JSON head, and the bytes of its tensors behind it. */
export interface Frame {
  readonly head: unknown;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Length of the head, four bytes of nothing, length of the body; little-endian. */
const LENGTHS = 16;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The pieces of a message in the order in which they are written; tensors are not copied. */
export function encodeFrame(head: object, parcel: Parcel = new Parcel()): readonly Uint8Array[] {
  const text = encoder.encode(JSON.stringify(head));
  const first = new Uint8Array(LENGTHS + text.byteLength);
  const lengths = new DataView(first.buffer);
  lengths.setUint32(0, text.byteLength, true);
  lengths.setBigUint64(8, BigInt(parcel.size), true);
  first.set(text, LENGTHS);
  return [first, ...parcel.parts];
}

type Step = 'lengths' | 'head' | 'body';

/** Puts messages together from the chunks that a socket delivers; every body gets a buffer of its own. */
export class FrameReader {
  readonly #onFrame: (frame: Frame) => void;
  readonly #limit: number;
  #step: Step = 'lengths';
  #target = new Uint8Array(LENGTHS);
  #filled = 0;
  #bodySize = 0;
  #head: unknown;

  /** @param limit bytes that a message may have */
  constructor(onFrame: (frame: Frame) => void, limit: number = Number.POSITIVE_INFINITY) {
    this.#onFrame = onFrame;
    this.#limit = limit;
  }

  /** @throws Error when a message is larger than the limit, or its head is no JSON */
  push(chunk: Uint8Array): void {
    let rest = chunk;
    while (rest.byteLength > 0) {
      const taken = rest.subarray(0, this.#target.byteLength - this.#filled);
      this.#target.set(taken, this.#filled);
      this.#filled += taken.byteLength;
      rest = rest.subarray(taken.byteLength);
      // A body without bytes is complete before the next chunk comes.
      while (this.#filled === this.#target.byteLength) this.#finishStep();
    }
  }

  #finishStep(): void {
    const done = this.#target;
    if (this.#step === 'lengths') {
      const lengths = new DataView(done.buffer);
      const headSize = lengths.getUint32(0, true);
      this.#bodySize = Number(lengths.getBigUint64(8, true));
      if (headSize + this.#bodySize > this.#limit) throw new Error('The message is too large.');
      this.#begin('head', headSize);
    } else if (this.#step === 'head') {
      this.#head = JSON.parse(decoder.decode(done));
      this.#begin('body', this.#bodySize);
    } else {
      this.#begin('lengths', LENGTHS);
      this.#onFrame({ head: this.#head, body: done });
    }
  }

  #begin(step: Step, size: number): void {
    this.#step = step;
    this.#target = new Uint8Array(size);
    this.#filled = 0;
  }
}
