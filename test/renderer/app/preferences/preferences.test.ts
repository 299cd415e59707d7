import { expect, test } from 'vitest';
import { DEFAULTS, readPreferences } from '../../../../renderer/app/preferences/preferences.ts';

test('nothing kept: every default', () => {
  expect(readPreferences(null)).toEqual({ preferences: DEFAULTS });
});

test('what was kept counts, whatever later versions add beside it', () => {
  const kept = { theme: 'dark', keys: { filter: 'mod+F' }, sounds: 'on' };
  expect(readPreferences(JSON.stringify(kept))).toEqual({
    preferences: { ...DEFAULTS, theme: 'dark', keys: { filter: 'mod+F' } },
  });
});

test('a value that makes no sense falls back alone, and is named', () => {
  const kept = { theme: 'dark', density: 'tiny', keys: 7 };
  const { preferences, remark } = readPreferences(JSON.stringify(kept));
  expect(preferences).toEqual({ ...DEFAULTS, theme: 'dark' });
  expect(remark).toMatch(/density and keys/);
});

test.each(['{"theme":"dar', '7', 'null', '[]'])(
  '%s is no settings: every default, and it is said',
  (text) => {
    const { preferences, remark } = readPreferences(text);
    expect(preferences).toEqual(DEFAULTS);
    expect(remark).toMatch(/not readable/);
  },
);
