import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { startWindowServer } from '../support/server.ts';
import { copyOfSamples, tempFolder } from '../support/temp.ts';
import { row, rowLink } from '../support/window-parts.ts';

const browser = chromiumForFile();
const PICTURES = process.env['INFERDECK_PICTURES'];

test('a fixed batch axis is freed from the overview: proof, configuration, new version, batching', async () => {
  const repository = await copyOfSamples('mnist_fixed_batch');
  const server = await startWindowServer(repository, { stateFolder: await tempFolder() });
  const { page, problems } = await openWindow(browser(), server);
  await rowLink(page, 'mnist_fixed_batch').click();
  await page.getByText('exactly one row at a time').waitFor();
  await page.getByRole('button', { name: 'Free the batch axis' }).click();

  const dialog = page.getByRole('dialog');
  await dialog.getByRole('row', { name: /probabilities 14/ }).waitFor();
  await dialog.getByText('max_batch_size: 32').waitFor();
  expect(await readdir(join(repository, 'mnist_fixed_batch'))).toEqual(['1']);
  for (const scheme of PICTURES === undefined ? [] : (['light', 'dark'] as const)) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: join(PICTURES ?? '', `batch-axis-${scheme}.png`) });
  }

  await dialog.getByRole('button', { name: 'Create version 2' }).click();
  await row(page, 'mnist_fixed_batch').getByText('Ready · v2').waitFor();
  expect((await readdir(join(repository, 'mnist_fixed_batch'))).sort()).toEqual(['1', '2', 'config.pbtxt']);
  expect(await readFile(join(repository, 'mnist_fixed_batch/config.pbtxt'), 'utf8')).toContain(
    'dynamic_batching',
  );
  await page.getByText('Batches up to 32').waitFor();
  expect(problems).toEqual([]);
});
