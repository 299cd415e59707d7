import { describe, expect, test } from 'vitest';
import { joinRuns, splitRuns } from '../../../../server/backends/onnxruntime/join-runs.ts';
import type { RunResult } from '../../../../server/backends/onnxruntime/messages.ts';

function done(bytes: readonly number[], shape: readonly number[] = [1, bytes.length]): RunResult {
  const output = { name: 'y', datatype: 'UINT8', shape, data: Uint8Array.from(bytes) } as const;
  return { state: 'done', runs: 1, outputs: [output], times: { input: 1, infer: 2, output: 3 } };
}

const FAILED: RunResult = { state: 'failed', message: 'no' };

describe('results on their way back', () => {
  test('equal small ones move as one, and come apart again in order', () => {
    const results = [done([1, 2]), done([3, 4]), done([5, 6])];
    const joined = joinRuns(results);
    expect(joined).toMatchObject([{ state: 'done', runs: 3, times: { input: 3, infer: 6, output: 9 } }]);
    expect(splitRuns(joined)).toEqual(results);
  });

  test.each([
    ['of other shapes', [done([1, 2]), done([3, 4], [2, 1])]],
    ['of other lengths', [done([1, 2], [1]), done([3], [1])]],
    ['that failed', [done([1, 2]), FAILED]],
    ['that are large', [done(Array(10_000).fill(1)), done(Array(10_000).fill(2))]],
    ['alone', [done([1, 2])]],
  ])('those %s stay as they are', (_, results) => {
    expect(joinRuns(results)).toBe(results);
    expect(splitRuns(results)).toEqual(results);
  });
});
