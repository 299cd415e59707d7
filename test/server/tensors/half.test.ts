import { describe, expect, test } from 'vitest';
import { fromBfloat16, fromFloat16, toBfloat16, toFloat16 } from '../../../server/tensors/half.ts';

describe('half precision', () => {
  test.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65520, 0x7c00],
    [Number.POSITIVE_INFINITY, 0x7c00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [1 / 3, 0x3555],
    [2049, 0x6800],
    [2051, 0x6802],
  ])('%d is pattern %i', (value, pattern) => {
    expect(toFloat16(value)).toBe(pattern);
  });

  test('every pattern survives the way there and back', () => {
    for (let pattern = 0; pattern <= 0xffff; pattern++) {
      const value = fromFloat16(pattern);
      if (!Number.isNaN(value)) expect(toFloat16(value)).toBe(pattern);
    }
    expect(fromFloat16(toFloat16(Number.NaN))).toBeNaN();
  });
});

describe('bfloat16', () => {
  test('every pattern survives the way there and back', () => {
    for (let pattern = 0; pattern <= 0xffff; pattern++) {
      const value = fromBfloat16(pattern);
      if (!Number.isNaN(value)) expect(toBfloat16(value)).toBe(pattern);
    }
    expect(fromBfloat16(toBfloat16(Number.NaN))).toBeNaN();
  });

  test('rounds to the nearest pattern, ties to even', () => {
    expect(toBfloat16(1 + 2 ** -8)).toBe(0x3f80);
    expect(toBfloat16(1 + 3 * 2 ** -8)).toBe(0x3f82);
  });
});
