import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../scripts/lib/root.ts';

const DOCUMENTS = ['README.md', ...(await markdownIn('docs')), ...(await markdownIn('test/bench'))];

async function markdownIn(folder: string): Promise<string[]> {
  const names = await readdir(join(ROOT, folder), { recursive: true });
  return names.filter((name) => name.endsWith('.md')).map((name) => join(folder, name));
}

test.each(DOCUMENTS)('%s names files that are there', async (document) => {
  const text = await readFile(join(ROOT, document), 'utf8');
  const targets = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, target = '']) => target);
  const files = targets.filter((target) => !/^\w+:/.test(target));
  await Promise.all(files.map((file) => access(join(ROOT, dirname(document), file))));
});

test.each(['docs/protocol-rows.md', 'docs/security.md'])('every row of %s names a test', async (document) => {
  const rows = (await readFile(join(ROOT, document), 'utf8'))
    .split('\n')
    .filter((line) => line.startsWith('| '));
  const told = rows.filter((line) => !/^\| -|\| What /.test(line));
  expect(told.length).toBeGreaterThan(0);
  expect(told.filter((line) => !line.includes('.test.ts)'))).toEqual([]);
});
