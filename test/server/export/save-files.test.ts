import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { previewExport } from '../../../server/exporting/preview-export.ts';
import { saveFiles } from '../../../server/exporting/save-files.ts';
import { tempFolder } from '../../support/temp.ts';

it('writes an export that can be run, and overwrites nothing unasked', async () => {
  const folder = join(await tempFolder(), 'new');
  const older = await previewExport({ repository: 'models', release: '24.05', format: 'docker' });
  const [script = ''] = await saveFiles(folder, older.files, { overwrite: false });
  expect((await stat(script)).mode & 0o111).not.toBe(0);
  await saveFiles(folder, older.files, { overwrite: false });

  const newer = await previewExport({ repository: 'models', release: '26.09', format: 'docker' });
  await expect(saveFiles(folder, newer.files, { overwrite: false })).rejects.toThrow('is there already');
  expect(await readFile(script, 'utf8')).toContain('tritonserver:24.05-py3');
  await saveFiles(folder, newer.files, { overwrite: true });
  expect(await readFile(script, 'utf8')).toContain('tritonserver:26.09-py3');
});
