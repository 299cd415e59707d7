import { describe, expect, test } from 'vitest';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { startWindowServer } from '../support/server.ts';
import { SAMPLES, tempFolder } from '../support/temp.ts';

const browser = chromiumForFile();

describe('the frameworks', () => {
  test('are listed with who runs them, and a Python is chosen and found again', async () => {
    const server = await startWindowServer(SAMPLES, { stateFolder: await tempFolder() });
    const { page, problems } = await openWindow(browser(), server);
    await page.getByRole('link', { name: 'Runtimes' }).click();
    await page.getByRole('heading', { name: 'Frameworks', exact: true }).waitFor();
    const all = page.getByRole('region', { name: 'What runs models' });
    const pytorch = all.getByRole('listitem').filter({ hasText: 'PyTorch' });
    await pytorch.getByRole('img', { name: 'Ready' }).waitFor();
    expect(await all.getByRole('listitem').filter({ hasText: 'ONNX Runtime' }).first().innerText()).toContain(
      'Comes with this program',
    );
    const choice = page.getByRole('combobox', { name: 'Python for PyTorch' });
    await choice.selectOption('/usr/bin/python3');
    await expect.poll(() => choice.inputValue()).toBe('/usr/bin/python3');
    await page.reload();
    await expect.poll(() => choice.inputValue()).toBe('/usr/bin/python3');
    expect(problems).toEqual([]);
  });

  test('that are missing come with the command that installs them', async () => {
    const server = await startWindowServer(SAMPLES, { stateFolder: await tempFolder() });
    const { page } = await openWindow(browser(), server, { path: '/frameworks' });
    const card = page.getByRole('region', { name: '/usr/bin/python3' });
    const lacking = card.getByRole('listitem').filter({ hasText: 'lacks tensorflow' });
    expect(await lacking.innerText()).toMatch(/-m pip install tensorflow/);
    await lacking.getByRole('button', { name: 'Copy' }).waitFor();
  });
});
