import { expect, test } from 'vitest';
import { lineChanges } from '../../../renderer/ui/line-changes.ts';

const marked = (before: string, after: string) =>
  lineChanges(before, after).map(
    ({ kind, text }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`,
  );

test('lines that both texts have stay, in order; what only one has is marked', () => {
  expect(marked('a\nb\nc\n', 'a\nx\nc\nd\n')).toEqual([' a', '-b', '+x', ' c', '+d']);
});

test('a text that was not there is all new', () => {
  expect(marked('', 'a\nb\n')).toEqual(['+a', '+b']);
});
