import { expect, test } from 'vitest';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { startWindowServer } from '../support/server.ts';
import { writeFiles } from '../support/repository.ts';
import { copyOfSamples, tempFolder } from '../support/temp.ts';

const browser = chromiumForFile();

test('the computer is checked, told as text, and what helps is read before it is saved', async () => {
  const server = await startWindowServer(await copyOfSamples('add_sub'), { stateFolder: await tempFolder() });
  const { page, problems } = await openWindow(browser(), server, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.getByRole('link', { name: 'Check this computer' }).click();
  const runtime = page.getByRole('region', { name: 'ONNX Runtime' });
  const cpu = runtime.getByRole('listitem').filter({ hasText: 'Execution provider CPU' });
  await cpu.getByRole('img', { name: 'OK' }).waitFor();
  await page.getByRole('button', { name: 'Copy all as text' }).click();
  await page.getByText('Copied').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('[OK] ONNX Runtime: Execution provider CPU: Gives a session.');

  await page.getByRole('button', { name: 'Diagnostics…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Diagnostics, \d+ files$/ });
  await dialog.getByRole('button', { name: /config\.pbtxt/ }).click();
  await dialog.getByRole('region', { name: 'models/add_sub/config.pbtxt' }).getByText('add_sub').waitFor();
  const saved = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as a zip' }).click();
  expect((await saved).suggestedFilename()).toBe('inferdeck-diagnostics.zip');
  expect(problems).toEqual([]);
});

test('a repository is held against a release of Triton, and what serves it there is read, copied and saved', async () => {
  const repository = await copyOfSamples('add_sub', 'mnist_fixed_batch');
  await writeFiles(repository, {
    'net/config.pbtxt':
      'platform: "caffe2_netdef" input { name: "X" data_type: TYPE_FP32 dims: [ 1 ] } output { name: "Y" data_type: TYPE_FP32 dims: [ 1 ] }',
    'net/1/model.netdef': '',
  });
  const server = await startWindowServer(repository, { stateFolder: await tempFolder() });
  const { page, problems } = await openWindow(browser(), server, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.getByRole('link', { name: 'Export to Triton' }).click();
  await page.getByText('2 models load there; 1 does not.').waitFor();
  const net = page.getByRole('listitem').filter({ hasText: 'was the last one with the caffe2 backend' });
  await net.getByRole('img', { name: 'Does not load' }).waitFor();

  await page.getByRole('textbox', { name: 'Release of Triton' }).fill('20.10');
  await page.getByText('3 models load there.').waitFor();
  await page.getByRole('textbox', { name: 'Release of Triton' }).fill('20.');
  await page.getByText('Year and month: 24.05').waitFor();
  await page.getByRole('textbox', { name: 'Release of Triton' }).fill('24.05');
  await page.getByText('Compose', { exact: true }).click();
  await page.getByRole('button', { name: /^triton\.json/ }).click();
  await page.getByRole('region', { name: 'grafana/dashboards/triton.json' }).waitFor();
  await page.getByRole('button', { name: /^compose\.yaml/ }).click();
  await page.getByRole('region', { name: 'Files' }).getByRole('button', { name: 'Copy' }).click();
  await page.getByText('Copied').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('--load-model=add_sub');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a zip' }).click();
  expect((await saved).suggestedFilename()).toBe('triton-24.05-compose.zip');
  expect(problems).toEqual([]);
});
