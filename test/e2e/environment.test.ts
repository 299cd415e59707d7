import { expect, test } from 'vitest';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { startWindowServer } from '../support/server.ts';
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
