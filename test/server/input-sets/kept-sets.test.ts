import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KeptSets } from '../../../server/input-sets/kept-sets.ts';
import { tempFolder } from '../../support/temp.ts';

test('sets are kept up to a size together; one that is forgotten makes room', async () => {
  const folder = await tempFolder();
  const sets = new KeptSets(folder, 150);
  const upload = async (name: string) => {
    const path = join(folder, 'uploads', name);
    await mkdir(join(folder, 'uploads'), { recursive: true });
    await writeFile(path, 'x'.repeat(100));
    return [path];
  };
  const first = await sets.keep('one', await upload('a.csv'));
  await expect(sets.keep('two', await upload('b.csv'))).rejects.toThrow(
    /^This set has .*it would be more than/,
  );
  expect((await sets.list()).map(({ name }) => name)).toEqual(['one']);
  await sets.forget(first.id);
  expect(await sets.keep('two', await upload('b.csv'))).toMatchObject({ name: 'two', files: 1, bytes: 100 });
});
