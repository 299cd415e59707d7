import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { startWindowServer } from '../support/server.ts';
import { copyOfSamples } from '../support/temp.ts';

const browser = chromiumForFile();

/** The configuration tab of a model, in a repository of its own. */
async function opening(model: string) {
  const repository = await copyOfSamples('add_sub', 'mnist', 'mnist_fixed_batch');
  const server = await startWindowServer(repository, { watchRepository: true });
  const window = await openWindow(browser(), server, { path: `/models/${model}?tab=config` });
  const text = window.page.locator('.monaco-editor').first();
  return { ...window, server, text, file: join(repository, model, 'config.pbtxt') };
}

/** The editor on the configuration of add_sub. */
async function editing() {
  const opened = await opening('add_sub');
  await opened.text.waitFor();
  return opened;
}

/** Puts the cursor behind the last character and types. */
async function typeAtEnd(page: Page, words: string): Promise<void> {
  await page.locator('.monaco-editor').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(words);
}

const save = (page: Page) => page.getByRole('button', { name: /^Save/ });

describe('the editor of a configuration', () => {
  test('underlines a wrong field, fixes it, saves, and the model loads again', async () => {
    const { page, server, file, problems } = await editing();
    const before = await readFile(file, 'utf8');
    await typeAtEnd(page, '\ninstance_grup { count: 1 }');
    await page.locator('.squiggly-error').first().waitFor();
    await page.getByRole('button', { name: /will not load/ }).waitFor();
    await page.getByRole('button', { name: '1 error' }).click();
    await page.getByRole('button', { name: /no field named "instance_grup"/ }).click();

    const problem = page.getByRole('region', { name: 'Error' });
    expect(await problem.innerText()).toMatch(/instance_group/);
    await page.keyboard.press('Control+.');
    await problem.locator('button:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('No problems').waitFor();

    await save(page).click();
    await page.getByText('Saved. add_sub serves with it.').waitFor();
    expect(await readFile(file, 'utf8')).toMatch(/instance_group { count: 1 }\s*$/);
    expect((await readFile(file, 'utf8')).startsWith(before.trimEnd())).toBe(true);
    expect(server.models.find('add_sub').instances).toBe(1);
    expect(problems).toEqual([]);
  });

  test('says when the file changes on disk, and loses neither text', async () => {
    const { page, file } = await editing();
    await typeAtEnd(page, '\n# mine');
    await writeFile(file, '# theirs\nmax_batch_size: 8\n');
    await page.getByText('The file changed on disk').first().waitFor();
    expect(await readFile(file, 'utf8')).toMatch(/^# theirs/);

    await page.getByRole('button', { name: 'Merge…' }).click();
    await page.getByRole('button', { name: 'Use the merged text' }).click();
    await save(page).click();
    await page.getByText(/^Saved/).waitFor();
    expect(await readFile(file, 'utf8')).toMatch(/# mine/);
  });

  test('keeps unsaved text when the window is opened again', async () => {
    const { page, text } = await editing();
    await typeAtEnd(page, '\n# not saved yet');
    await page.getByText('1 change, not saved').waitFor();
    await page.reload();
    await text.waitFor();
    await page.getByText('1 change, not saved').waitFor();
    await text.click();
    await page.keyboard.press('Control+End');
    // Monaco writes spaces as unbreakable ones.
    await page
      .locator('.view-lines')
      .getByText(/#.not.saved.yet/)
      .first()
      .waitFor();
  });

  test('a field of the form changes its line only, comments stay', async () => {
    const { page, file } = await editing();
    const before = (await readFile(file, 'utf8')).split('\n');
    await page.getByLabel('Largest batch').fill('4');
    await save(page).click();
    await page.getByText(/^Saved/).waitFor();
    const after = (await readFile(file, 'utf8')).split('\n');
    const changed = after.filter((line, index) => line !== before[index]);
    expect(changed).toEqual(['max_batch_size: 4']);
  });

  test('an earlier save can be put back', async () => {
    const { page, file } = await editing();
    const before = await readFile(file, 'utf8');
    await typeAtEnd(page, '\n# second');
    await save(page).click();
    await page.getByText(/^Saved/).waitFor();
    await page.getByRole('radiogroup', { name: 'Beside the text' }).getByText('Saves').click();
    await page.getByRole('region', { name: 'Saves' }).getByRole('button', { name: 'Compare' }).last().click();
    await page.getByRole('button', { name: 'Put it back' }).click();
    await save(page).click();
    await expect.poll(() => readFile(file, 'utf8')).toBe(before);
  });

  test('writes a configuration for a model that has none', async () => {
    const { page, file } = await opening('mnist_fixed_batch');
    await page.getByRole('button', { name: 'Write one from the model' }).click();
    await save(page).click();
    await page.getByText(/^Saved/).waitFor();
    expect(await readFile(file, 'utf8')).toMatch(/name: "image"/);
  });
});
