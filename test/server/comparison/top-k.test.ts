import { describe, expect, test } from 'vitest';
import { looksLikeProbabilities, topK } from '../../../server/comparison/top-k.ts';

describe('the likeliest classes', () => {
  test('come highest first, with their labels', () => {
    expect(topK([0.1, 0.7, 0.2], 2, ['cat', 'dog', 'cow'])).toEqual([
      { index: 1, label: 'dog', score: 0.7 },
      { index: 2, label: 'cow', score: 0.2 },
    ]);
  });

  test('are named by their number where there is no label', () => {
    expect(topK([1, 3], 1, undefined)).toEqual([{ index: 1, label: '1', score: 3 }]);
  });

  test('the lower number comes first among equals, and NaN never', () => {
    expect(topK([0.5, Number.NaN, 0.5], 3, undefined).map(({ index }) => index)).toEqual([0, 2]);
  });
});

describe('scores that look like probabilities', () => {
  test.each([
    [[0.2, 0.3, 0.5], true],
    [[0, 1], true],
    [[0.2, 0.3], false],
    [[-0.5, 1.5], false],
    [[1], false],
    [[Number.NaN, 1], false],
    [[4.2, -1.3, 0.7], false],
  ])('%j: %s', (scores, expected) => {
    expect(looksLikeProbabilities(scores)).toBe(expected);
  });
});
