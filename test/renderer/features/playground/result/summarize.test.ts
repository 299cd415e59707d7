import { describe, expect, test } from 'vitest';
import {
  histogram,
  largestDifference,
  summarize,
} from '../../../../../renderer/features/playground/result/summarize.ts';

describe('summing up a tensor', () => {
  test('gives extremes, mean and length', () => {
    expect(summarize([3, -4, 0, 1])).toEqual({
      count: 4,
      finite: 4,
      min: -4,
      max: 3,
      mean: 0,
      norm: Math.sqrt(26),
    });
  });

  test('leaves out what is not finite, and says how many are', () => {
    expect(summarize([1, Number.NaN, Number.POSITIVE_INFINITY, 3])).toMatchObject({
      count: 4,
      finite: 2,
      min: 1,
      max: 3,
      mean: 2,
    });
    expect(summarize([Number.NaN]).mean).toBeNaN();
  });

  test('counts values in equal steps', () => {
    expect(histogram([0, 1, 2, 3, 4, 4], 4)).toEqual([1, 1, 1, 3]);
    expect(histogram([5, 5], 3)).toEqual([2, 0, 0]);
    expect(histogram([], 2)).toEqual([0, 0]);
  });

  test('finds where two tensors differ most', () => {
    expect(largestDifference([1, 2, 3], [1, 0, 4])).toEqual({ difference: 2, index: 1 });
    expect(largestDifference([1], [1, 2])).toBeUndefined();
  });
});
