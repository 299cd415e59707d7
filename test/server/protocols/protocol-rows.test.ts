import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../../scripts/lib/root.ts';

test('the rows of the protocol name tests that are there', async () => {
  const folder = join(ROOT, 'docs');
  const text = await readFile(join(folder, 'protocol-rows.md'), 'utf8');
  const files = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => join(folder, path));
  expect(files.length).toBeGreaterThan(0);
  await Promise.all(files.map((file) => access(file)));
});
