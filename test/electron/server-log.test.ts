import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openServerLog } from '../../electron/server-log.ts';
import { tempFolder } from '../support/temp.ts';

test('the latest lines are at hand, and all of them in the file', async () => {
  const folder = join(await tempFolder(), 'logs');
  const log = openServerLog(folder);
  for (let line = 1; line <= 401; line += 1) log.write(`line ${line}`);
  expect(log.latest()).toHaveLength(400);
  expect(log.latest()[0]).toBe('line 2');
  await vi.waitFor(async () =>
    expect(await readFile(join(folder, 'server.log'), 'utf8')).toMatch(/^line 1\n[^]*line 401\n$/),
  );
});

test('the log of the run before stays beside the new one', async () => {
  const folder = await tempFolder();
  openServerLog(folder).write('first run');
  await vi.waitFor(async () =>
    expect(await readFile(join(folder, 'server.log'), 'utf8')).toBe('first run\n'),
  );
  openServerLog(folder).write('second run');
  await vi.waitFor(async () =>
    expect(await readFile(join(folder, 'server.log'), 'utf8')).toBe('second run\n'),
  );
  expect(await readFile(join(folder, 'server.previous.log'), 'utf8')).toBe('first run\n');
});
