import { expect, test } from 'vitest';
import { recentAfter } from '../../electron/recent-repositories.ts';

test('what was served before comes first, and what is served now is not among the recent ones', () => {
  expect(recentAfter(undefined, [], ['/a'])).toEqual([]);
  expect(recentAfter([], ['/a'], ['/b'])).toEqual(['/a']);
  expect(recentAfter(['/a'], ['/b'], ['/c'])).toEqual(['/b', '/a']);
  expect(recentAfter(['/b', '/a'], ['/c'], ['/a'])).toEqual(['/c', '/b']);
  expect(recentAfter(['/a'], ['/b'], ['/b'])).toEqual(['/a']);
  expect(recentAfter([], ['/a', '/b'], ['/b', '/c'])).toEqual(['/a']);
});

test('eight are remembered', () => {
  const many = Array.from({ length: 10 }, (_, index) => `/${index}`);
  expect(recentAfter(many, ['/now'], ['/new'])).toEqual(['/now', ...many.slice(0, 7)]);
});
