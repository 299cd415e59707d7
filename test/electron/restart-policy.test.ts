import { expect, test } from 'vitest';
import { afterCrash } from '../../electron/restart-policy.ts';

const NOW = 1_000_000;

test('the first crash restarts almost at once', () => {
  expect(afterCrash([NOW], NOW)).toEqual({ action: 'restart', afterMs: 250, attempt: 1, attempts: 4 });
});

test('each further crash waits longer', () => {
  const waits = [1, 2, 3, 4].map((crashes) => afterCrash(Array(crashes).fill(NOW), NOW));
  expect(waits.map((wait) => wait.action === 'restart' && wait.afterMs)).toEqual([250, 1_000, 2_000, 4_000]);
});

test('the fifth crash within a minute ends the tries', () => {
  expect(afterCrash(Array(5).fill(NOW), NOW)).toEqual({ action: 'give-up', crashes: 5, withinMs: 60_000 });
});

test('crashes of more than a minute ago are forgiven', () => {
  const crashes = [NOW - 200_000, NOW - 100_000, NOW - 60_001, NOW - 60_000, NOW];
  expect(afterCrash(crashes, NOW)).toMatchObject({ action: 'restart', attempt: 1 });
});
