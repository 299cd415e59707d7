import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { startWindowServer } from '../support/server.ts';
import { copyOfSamples } from '../support/temp.ts';
import { tabTo } from '../support/tab-to.ts';

const browser = chromiumForFile();

async function editing() {
  const repository = await copyOfSamples('add_sub');
  const server = await startWindowServer(repository);
  const { page } = await openWindow(browser(), server, { path: '/models/add_sub?tab=config' });
  const text = page.getByRole('textbox', { name: 'Configuration of add_sub' });
  await text.waitFor();
  return { page, text, file: join(repository, 'add_sub/config.pbtxt') };
}

/** Goes from where the focus is into the text, and makes Tab lead out of it again. */
async function throughText(page: Page, text: Locator): Promise<void> {
  await tabTo(page, text);
  await page.keyboard.press('Control+m');
}

const sides = (page: Page) => page.getByRole('radiogroup', { name: 'Beside the text' });

test('a field of the form is changed and saved without a mouse', async () => {
  const { page, text, file } = await editing();
  await throughText(page, text);
  await tabTo(page, page.getByLabel('Largest batch'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+s');
  await page.getByText(/^Saved/).waitFor();
  expect(await readFile(file, 'utf8')).toMatch(/^max_batch_size: 7$/m);
});

test('a wrong word is found, fixed and saved without a mouse', async () => {
  const { page, text, file } = await editing();
  await tabTo(page, text);
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\ninstance_grup { count: 1 }');
  await page.getByRole('button', { name: '1 error' }).waitFor();
  await page.keyboard.press('F8');
  const problem = page.getByRole('region', { name: 'Error' });
  await problem.waitFor();
  await page.keyboard.press('Control+.');
  await problem.locator('button:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('No problems').waitFor();
  await page.keyboard.press('Control+s');
  await page.getByText(/^Saved/).waitFor();
  expect(await readFile(file, 'utf8')).toMatch(/instance_group \{ count: 1 \}\s*$/);
});

test('the panels beside the text are reached, and the outline leads back into it', async () => {
  const { page, text } = await editing();
  await throughText(page, text);
  await tabTo(page, sides(page).getByRole('radio', { checked: true }));
  await page.keyboard.press('ArrowRight');
  await page.getByRole('region', { name: 'Meaning' }).waitFor();
  await page.keyboard.press('ArrowRight');
  const outline = page.getByRole('region', { name: 'Outline' });
  await outline.waitFor();
  await tabTo(page, outline.getByRole('button', { name: /^max_batch_size/ }));
  await page.keyboard.press('Enter');
  const line = (await outline.getByRole('button', { name: /^max_batch_size/ }).innerText()).match(
    /\d+$/,
  )?.[0];
  await page.getByText(`Line ${line}, column 1`).waitFor();
  await expect.poll(() => text.evaluate((element) => element === document.activeElement)).toBe(true);
});

test('the text is compared with another, and left again, without a mouse', async () => {
  const { page } = await editing();
  await tabTo(page, page.getByRole('button', { name: 'Diff with' }));
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'The completed configuration' }).waitFor();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.locator('.monaco-diff-editor').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Diff with' }).waitFor();
});
