import { expect, it } from 'vitest';
import { compareAccuracy } from '../../../server/comparison/accuracy.ts';
import { accuracySentence, latencySentence, needs } from '../../../server/comparison/sentence.ts';

const accuracy = compareAccuracy([
  { truth: 0, a: 0, b: 0 },
  { truth: 0, a: 1, b: 0 },
]);

it('says what the evidence says about accuracy', () => {
  expect(accuracySentence('v2', accuracy, { state: 'better' })).toBe('v2 is more accurate by 50.0 points');
  expect(accuracySentence('v2', accuracy, { state: 'equivalent' })).toBe('v2 is as accurate');
  expect(accuracySentence('v2', accuracy, { state: 'undecided', moreSamples: 1800 })).toBe(
    'which is more accurate is undecided, needs about 1,800 more samples',
  );
});

it('says what the evidence says about latency', () => {
  const latency = { percentile: 0.5, a: 0.81, b: 1.14, difference: 0.33, interval: undefined } as const;
  expect(latencySentence('v2', { ...latency, verdict: { state: 'worse' } })).toBe('v2 answers 0.33 ms later');
});

it('does not promise what more samples cannot do', () => {
  expect(needs(undefined, 'requests')).toBe('more requests would hardly decide it');
});
