import { describe, expect, test } from 'vitest';
import { LISTED } from '../../../../renderer/app/commands/catalogue.ts';
import { conflictsOf, keyOf } from '../../../../renderer/app/commands/keymap.ts';
import { whyUnusable } from '../../../../renderer/app/commands/keystroke.ts';

describe('the keys that commands come with', () => {
  test('do not meet, wherever two commands can be given together', () => {
    const meeting = LISTED.filter(({ id, key }) => key !== undefined && conflictsOf(id, key, {}).length > 0);
    expect(meeting.map(({ id }) => id)).toEqual([]);
  });

  test('could be chosen by a person too', () => {
    const unusable = LISTED.filter(({ key = 'F1' }) => key !== 'Escape' && whyUnusable(key) !== undefined);
    expect(unusable.map(({ id }) => id)).toEqual([]);
  });
});

describe('a key that was chosen', () => {
  test('counts in place of the first one, and empty is none', () => {
    expect(keyOf('filter', {})).toBe('/');
    expect(keyOf('filter', { filter: 'mod+F' })).toBe('mod+F');
    expect(keyOf('filter', { filter: '' })).toBeUndefined();
    expect(keyOf('open:mnist', {})).toBeUndefined();
  });

  test('is in conflict with the same key where both can be given', () => {
    expect(conflictsOf('start', 'mod+k', {})).toEqual(['palette']);
    expect(conflictsOf('tab:metrics', 'mod+Enter', {})).toEqual(['test:run']);
  });

  test('is in none with a command of another place, or one that gave the key away', () => {
    expect(conflictsOf('compare:run', 'mod+S', {})).toEqual([]);
    expect(conflictsOf('start', 'mod+K', { palette: 'mod+P' })).toEqual([]);
  });
});
