import { describe, expect, it } from 'vitest';
import { compareOutputs } from '../../../server/comparison/output-difference.ts';
import type { Datatype } from '../../../server/tensors/datatype.ts';
import type { Tensor } from '../../../server/tensors/tensor.ts';
import { bytesOf, type NumericArray } from '../../../server/tensors/typed-array.ts';

function tensor(datatype: Datatype, shape: readonly number[], array: NumericArray): Tensor {
  return { name: 'y', datatype, shape, data: bytesOf(array) };
}

const fp32 = (shape: readonly number[], ...values: readonly number[]) =>
  tensor('FP32', shape, Float32Array.from(values));

describe('the difference of two outputs', () => {
  it('is measured element by element', () => {
    const difference = compareOutputs(fp32([2, 2], 1, 0, 2, 4), fp32([2, 2], 1, 0, 3, 2));
    expect(difference).toMatchObject({
      state: 'numbers',
      elements: 4,
      maxAbsolute: 2,
      meanAbsolute: 0.75,
      maxRelative: 0.5,
      mismatches: 2,
      first: { coordinates: [1, 0], a: '2', b: '3' },
    });
    if (difference.state !== 'numbers') return;
    expect(difference.meanRelative).toBeCloseTo((1 / 3 + 1 / 2) / 4, 12);
    // (1 + 6 + 8) / √(21 · 14)
    expect(difference.cosine).toBeCloseTo(15 / Math.sqrt(294), 12);
  });

  it('forgives what rounding does to the precision at hand', () => {
    expect(compareOutputs(fp32([1], 1), fp32([1], 1.000_005))).toMatchObject({ mismatches: 0 });
    expect(compareOutputs(fp32([1], 1), fp32([1], 1.000_1))).toMatchObject({ mismatches: 1 });
    const halves = (pattern: number) => tensor('FP16', [1], Uint16Array.of(pattern));
    expect(compareOutputs(halves(0x3c00), halves(0x3c01))).toMatchObject({ mismatches: 0 });
    expect(compareOutputs(halves(0x3c00), halves(0x3c02))).toMatchObject({ mismatches: 1 });
  });

  it('needs no scale: zero against zero differs by nothing, zero against one wholly', () => {
    expect(compareOutputs(fp32([1], 0), fp32([1], 0))).toMatchObject({ maxRelative: 0, cosine: undefined });
    expect(compareOutputs(fp32([1], 0), fp32([1], 1))).toMatchObject({ maxRelative: 1 });
  });

  it('counts NaN and infinities, and matches like with like', () => {
    const a = fp32([4], Number.NaN, Number.POSITIVE_INFINITY, Number.NaN, 1);
    const b = fp32([4], Number.NaN, Number.POSITIVE_INFINITY, 5, Number.NEGATIVE_INFINITY);
    expect(compareOutputs(a, b)).toMatchObject({
      mismatches: 2,
      first: { coordinates: [2], a: 'NaN', b: '5' },
      maxAbsolute: 0,
      notFinite: { a: { nan: 2, infinite: 1 }, b: { nan: 1, infinite: 2 } },
    });
  });

  it('tells neighbours beyond 2^53 apart', () => {
    const long = (value: bigint) => tensor('INT64', [1], BigInt64Array.of(value));
    expect(compareOutputs(long(2n ** 60n), long(2n ** 60n + 1n))).toMatchObject({ mismatches: 1 });
    expect(compareOutputs(long(2n ** 60n), long(2n ** 60n))).toMatchObject({ mismatches: 0 });
  });

  it('compares texts by equality', () => {
    const text = (letter: number): Tensor => ({
      name: 'y',
      datatype: 'BYTES',
      shape: [1],
      data: Uint8Array.of(1, 0, 0, 0, letter),
    });
    expect(compareOutputs(text(97), text(98))).toEqual({
      state: 'texts',
      elements: 1,
      mismatches: 1,
      first: { coordinates: [0], a: 'a', b: 'b' },
    });
  });

  it('says why two outputs cannot be compared', () => {
    expect(compareOutputs(fp32([1], 0), fp32([2], 0, 0))).toEqual({
      state: 'incomparable',
      reason: 'The shapes differ: A answers [1], B [2].',
    });
  });
});
