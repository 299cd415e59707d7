import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OnDisk } from '../../../server/lifecycle/on-disk.ts';
import { scanRepository } from '../../../server/repository/scan.ts';
import { repositoryOf } from '../../support/repository.ts';

test('a look that was begun earlier and ends later does not bring back what is gone', async () => {
  const repository = await repositoryOf({ 'm/1/model.onnx': '' });
  const held: (() => void)[] = [];
  /** Looks at once, and tells when it is let go. */
  const heldScan: typeof scanRepository = async (path) => {
    const letGo = new Promise<void>((resolve) => held.push(resolve));
    const found = await scanRepository(path);
    await letGo;
    return found;
  };
  const onDisk = new OnDisk({ repositories: [repository], configName: undefined }, heldScan);
  const first = onDisk.refresh();
  held.at(-1)?.();
  await first;
  expect(onDisk.folders.map(({ name }) => name)).toEqual(['m']);

  const earlier = onDisk.refresh();
  const letEarlierGo = held.at(-1);
  await scanRepository(repository);
  await rm(join(repository, 'm'), { recursive: true });
  const later = onDisk.refresh();
  held.at(-1)?.();
  await later;
  letEarlierGo?.();
  await earlier;
  expect(onDisk.folders).toEqual([]);
});
