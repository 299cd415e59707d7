import { expect, test } from 'vitest';
import { mayUse } from '../../electron/permissions.ts';

const OURS = ['http://127.0.0.1:8000'];

test('our own page may fill the clipboard', () => {
  expect(mayUse('clipboard-sanitized-write', 'http://127.0.0.1:8000/', OURS)).toBe(true);
});

test('nobody else may', () => {
  expect(mayUse('clipboard-sanitized-write', 'http://127.0.0.1:8001/', OURS)).toBe(false);
  expect(mayUse('clipboard-sanitized-write', '', OURS)).toBe(false);
});

test.each([
  'clipboard-read',
  'geolocation',
  'media',
  'notifications',
  'openExternal',
  'fileSystem',
  'unknown',
])('our own page may not use: %s', (permission) => {
  expect(mayUse(permission, 'http://127.0.0.1:8000/', OURS)).toBe(false);
});
