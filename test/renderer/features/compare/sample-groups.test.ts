import { expect, test } from 'vitest';
import type { ComparisonRun, SampleResult } from '../../../../server/comparison/run.ts';
import { sampleGroups } from '../../../../renderer/features/compare/sample-groups.ts';
import { stepAfter } from '../../../../renderer/features/compare/step-after.ts';

const ranking = (label: string) => [{ index: 0, label, score: 1 }] as const;
const texts = (mismatches: number) =>
  ({ name: 'out', difference: { state: 'texts', elements: 9, mismatches } }) as const;

function runOf(...results: readonly Partial<SampleResult>[]): ComparisonRun {
  const full = results.map((result, at): SampleResult => ({ at, name: `s${at}`, outputs: [], ...result }));
  return { results: full, latency: { a: [], b: [] }, warmUp: 0, failures: [] };
}

const groupsOf = (run: ComparisonRun) =>
  sampleGroups(run).map(({ name, samples }) => [name, samples.map(({ at }) => at)]);

test('samples with a label are grouped by what became of it, and by distance', () => {
  const run = runOf(
    { label: '1', ranked: { a: ranking('2'), b: ranking('1') }, outputs: [texts(1)] },
    { label: '1', ranked: { a: ranking('1'), b: ranking('1') }, outputs: [texts(0)] },
    { label: '1', ranked: { a: ranking('1'), b: ranking('2') }, outputs: [texts(3)] },
    { label: '1', ranked: { a: ranking('3'), b: ranking('2') } },
  );
  expect(groupsOf(run)).toEqual([
    ['Fixed', [0]],
    ['Broken', [2]],
    ['Both wrong', [3]],
    ['Outputs differ', [2, 0]],
  ]);
});

test('without labels it is another answer that counts, without classes only the numbers', () => {
  expect(groupsOf(runOf({ ranked: { a: ranking('2'), b: ranking('1') } }))).toEqual([
    ['Other answer', [0]],
    ['Outputs differ', []],
  ]);
  const apart = { name: 'out', difference: { state: 'incomparable', reason: 'shapes' } } as const;
  expect(groupsOf(runOf({ outputs: [texts(4)] }, { outputs: [apart] }))).toEqual([
    ['Outputs differ', [1, 0]],
  ]);
});

test('keys stay inside the list', () => {
  const walk = (...keys: readonly string[]) => keys.reduce((at, key) => stepAfter(key, at, 3) ?? at, 0);
  expect(walk('k', 'j', 'ArrowDown', 'j', 'x')).toBe(2);
  expect(walk('End', 'ArrowUp')).toBe(1);
  expect(walk('End', 'Home')).toBe(0);
});
