import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lastServed, SettingsFile } from '../../electron/settings.ts';
import { tempFolder } from '../support/temp.ts';

const PLACEMENT = { x: 10, y: 20, width: 1000, height: 700, maximized: false };

test('without a file the settings are the plain ones', async () => {
  const settings = new SettingsFile(join(await tempFolder(), 'settings.json'));
  expect(settings.current).toEqual({ theme: 'system' });
});

test('what is changed is there at the next start', async () => {
  const file = join(await tempFolder(), 'not there yet', 'settings.json');
  const settings = new SettingsFile(file);
  settings.change({ repository: '/models' });
  settings.change({ theme: 'dark', window: PLACEMENT });
  expect(new SettingsFile(file).current).toEqual({ repository: '/models', theme: 'dark', window: PLACEMENT });
});

test('a file that is no JSON is put aside, not lost', async () => {
  const folder = await tempFolder();
  const file = join(folder, 'settings.json');
  await writeFile(file, '{"repository": "/mod');
  const settings = new SettingsFile(file);
  expect(settings.current).toEqual({ theme: 'system' });
  expect(settings.problem).toBe(
    `${file} could not be read; it was kept as ${file}.broken, and the app starts as if it were new.`,
  );
  settings.change({ theme: 'light' });
  expect(await readFile(`${file}.broken`, 'utf8')).toBe('{"repository": "/mod');
  expect((await readdir(folder)).sort()).toEqual(['settings.json', 'settings.json.broken']);
});

test('what cannot be written counts until the end, and is told once', async () => {
  const file = join(await tempFolder(), 'settings.json');
  // In its place nothing can be written.
  await mkdir(`${file}.new`);
  const settings = new SettingsFile(file);
  const told: string[] = [];
  settings.onUnwritten((why) => told.push(why));
  settings.change({ theme: 'dark' });
  settings.change({ repository: '/models' });
  expect(settings.current).toMatchObject({ theme: 'dark', repository: '/models' });
  expect(told).toEqual([
    expect.stringMatching(
      /settings\.json cannot be written: EISDIR.*What is changed now holds until the app ends\./,
    ),
  ]);
});

test('one value that makes no sense costs only itself', async () => {
  const file = join(await tempFolder(), 'settings.json');
  await writeFile(
    file,
    JSON.stringify({ repository: 7, theme: 'dark', window: { ...PLACEMENT, width: -1 } }),
  );
  expect(new SettingsFile(file).current.theme).toBe('dark');
  expect(new SettingsFile(file).current.repository).toBeUndefined();
  expect(new SettingsFile(file).current.window).toBeUndefined();
});

test('what was served last is one repository and those beside it', () => {
  expect(lastServed({ theme: 'system' })).toEqual([]);
  expect(lastServed({ theme: 'system', repository: '/a' })).toEqual(['/a']);
  expect(lastServed({ theme: 'system', repository: '/a', alongside: ['/b'] })).toEqual(['/a', '/b']);
});
