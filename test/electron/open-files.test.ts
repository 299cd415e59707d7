import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { requestsFor } from '../../electron/open-files.ts';
import { tempFolder } from '../support/temp.ts';

test('models are asked for together, each comparison with its text', async () => {
  const comparison = join(await tempFolder(), 'two versions.INFERDECK');
  await writeFile(comparison, '{"a":1}');
  expect(await requestsFor(['/m/one.onnx', comparison, '/m/folder'])).toEqual([
    { kind: 'models', paths: ['/m/one.onnx', '/m/folder'] },
    { kind: 'comparison', name: 'two versions.INFERDECK', text: '{"a":1}' },
  ]);
  expect(await requestsFor([])).toEqual([]);
});

test('a comparison that is not there, or far too large for one, is refused by name', async () => {
  const folder = await tempFolder();
  const gone = join(folder, 'gone.inferdeck');
  await expect(requestsFor([gone])).rejects.toThrow(
    `The comparison ${gone} cannot be opened: it is not there.`,
  );
  const large = join(folder, 'large.inferdeck');
  await writeFile(large, '');
  await truncate(large, 2 ** 20 + 1);
  await expect(requestsFor([large])).rejects.toThrow(/has 1048577 bytes, and a comparison at most 1048576/);
});
