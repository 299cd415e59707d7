import { describe, expect, test } from 'vitest';
import { encodeFrame, type Frame, FrameReader } from '../../../../server/backends/python/frame.ts';
import { Parcel, tensorIn } from '../../../../server/backends/python/parcel.ts';
import type { Tensor } from '../../../../server/tensors/tensor.ts';

const tensor = (name: string, bytes: number): Tensor => ({
  name,
  datatype: 'UINT8',
  shape: [bytes],
  data: Uint8Array.from({ length: bytes }, (_, index) => (index * 7) % 256),
});

/** Two messages with tensors of awkward sizes, and one without any, as one stream of bytes. */
function stream(): { readonly bytes: Buffer; readonly tensors: readonly Tensor[] } {
  const tensors = [tensor('a', 3), tensor('empty', 0), tensor('b', 4099)];
  const parcel = new Parcel();
  const head = { type: 'x', inputs: tensors.map((one) => parcel.add(one)) };
  const parts = [encodeFrame({ first: true }), encodeFrame(head, parcel), encodeFrame({ last: 'ä' })];
  return { bytes: Buffer.concat(parts.flat()), tensors };
}

function readIn(chunkSize: number, bytes: Buffer): Frame[] {
  const frames: Frame[] = [];
  const reader = new FrameReader((frame) => frames.push(frame));
  for (let at = 0; at < bytes.length; at += chunkSize) reader.push(bytes.subarray(at, at + chunkSize));
  return frames;
}

describe('messages over a socket', () => {
  test.each([1, 7, 16, 64, 4096, 1e6])('come out whole when they arrive in chunks of %d bytes', (size) => {
    const { bytes, tensors } = stream();
    const frames = readIn(size, bytes);
    expect(frames.map(({ head }) => head)).toMatchObject([{ first: true }, { type: 'x' }, { last: 'ä' }]);
    const { head, body } = frames[1] ?? { head: {}, body: new Uint8Array() };
    const { inputs } = head as { inputs: Parameters<typeof tensorIn>[1][] };
    expect(inputs.map((input) => tensorIn(body, input))).toEqual(tensors);
  });

  test('place every tensor at a multiple of eight bytes', () => {
    const parcel = new Parcel();
    const heads = [tensor('a', 3), tensor('b', 8), tensor('c', 1)].map((one) => parcel.add(one));
    expect(heads.map(({ offset }) => offset)).toEqual([0, 8, 16]);
    expect(parcel.size).toBe(24);
  });

  test('larger than the limit are refused before memory is set aside for them', () => {
    const reader = new FrameReader(() => {}, 100);
    const huge = new Uint8Array(16);
    new DataView(huge.buffer).setUint32(0, 0xffffffff, true);
    expect(() => reader.push(huge)).toThrow(/too large/);
  });
});
