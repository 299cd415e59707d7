import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { repositoryOf } from '../support/repository.ts';
import { startWindowServer } from '../support/server.ts';
import { copyOfSamples, SAMPLES, tempFolder } from '../support/temp.ts';
import { treeHash } from '../support/tree-hash.ts';
import { draw, drop, row, rowLink, THREE } from '../support/window-parts.ts';

const browser = chromiumForFile();

/** Lets the window learn the paths of what is dropped, as the desktop tells them. */
async function onDesktop(page: Page, folder: string): Promise<void> {
  await page.evaluate((within) => {
    const pathForFile = (file: File) => `${within}/${file.name}`;
    Object.defineProperty(window, 'desktop', { value: { pathForFile } });
  }, folder);
}

async function open(...samples: readonly string[]) {
  const repository = await copyOfSamples(...samples);
  const server = await startWindowServer(repository, { stateFolder: await tempFolder() });
  const { page, problems } = await openWindow(browser(), server);
  return { repository, server, page, problems, before: await treeHash(repository) };
}

describe('dropped on the window', () => {
  test('a bare model file and a folder: plan, import, prediction, undo', async () => {
    const { repository, server, page, problems, before } = await open('mnist');
    await row(page, 'mnist').getByText('Ready · v1, v2').waitFor();
    const folder = await repositoryOf({ 'digits.onnx': await readFile(join(SAMPLES, 'mnist/2/model.onnx')) });
    await drop(page, [join(folder, 'digits.onnx'), join(SAMPLES, 'add_sub')]);

    const dialog = page.getByRole('dialog');
    await dialog.getByText('Import 2 dropped items').waitFor();
    await dialog.getByText('digits/config.pbtxt').waitFor();
    expect(await dialog.locator('pre').innerText()).toContain('name: "digits"');
    expect(await treeHash(repository)).toBe(before);

    await dialog.getByRole('button', { name: 'Import 2 items' }).click();
    await row(page, 'digits').getByText('Ready · v1').waitFor();
    await page.getByRole('button', { name: 'Undo import' }).waitFor();
    await row(page, 'add_sub').getByText('Ready · v1').waitFor();
    expect((await readdir(repository)).sort()).toEqual(['add_sub', 'digits', 'mnist']);

    await rowLink(page, 'digits').click();
    await page.getByRole('button', { name: /^Test/ }).click();
    await draw(page, THREE);
    await page.getByRole('button', { name: /^Run/ }).click();
    await page
      .getByRole('region', { name: 'Result' })
      .getByText(/Compute/)
      .first()
      .waitFor();
    expect(server.models.find('digits').version).toBe(1);

    expect(problems).toEqual([]);

    await page.getByRole('button', { name: 'Activity' }).click();
    await page.getByRole('list', { name: 'Activity' }).getByRole('button', { name: 'Undo' }).click();
    await row(page, 'digits').waitFor({ state: 'detached' });
    await expect.poll(() => treeHash(repository)).toBe(before);
  });

  test('a folder, on the desktop: it comes in from where it lies', async () => {
    const { repository, page, before } = await open('mnist');
    await row(page, 'mnist').waitFor();
    await onDesktop(page, SAMPLES);
    await drop(page, [join(SAMPLES, 'add_sub')]);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('add_sub/1/model.onnx').waitFor();
    await dialog.getByRole('button', { name: 'Import 1 item' }).click();
    const undo = page.getByRole('button', { name: 'Undo import' });
    await undo.waitFor();
    await row(page, 'add_sub').getByText('Ready · v1').waitFor();
    expect(await readFile(join(repository, 'add_sub/config.pbtxt'))).toEqual(
      await readFile(join(SAMPLES, 'add_sub/config.pbtxt')),
    );
    await undo.click();
    await row(page, 'add_sub').waitFor({ state: 'detached' });
    await expect.poll(() => treeHash(repository)).toBe(before);
  });

  test('what is no model is refused with words, and Escape leaves everything as it was', async () => {
    const { repository, page, before } = await open('add_sub');
    await row(page, 'add_sub').waitFor();
    const folder = await repositoryOf({ 'notes.txt': 'x' });
    await drop(page, [join(folder, 'notes.txt')]);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('"notes.txt" holds no model that could be served.').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await treeHash(repository)).toBe(before);
  });
});

describe('without dragging', () => {
  test('files are chosen from the menu or by key, and the same plan comes', async () => {
    const { repository, page, before } = await open('mnist');
    await row(page, 'mnist').waitFor();
    const folder = await repositoryOf({ 'digits.onnx': await readFile(join(SAMPLES, 'mnist/2/model.onnx')) });
    const chosen = page.waitForEvent('filechooser');
    let isAsked = false;
    void chosen.then(() => (isAsked = true));
    // The list may be there a moment before the keys are.
    const press = async () => {
      if (!isAsked) await page.keyboard.press('Control+u');
      return isAsked;
    };
    await expect.poll(press).toBe(true);
    await (await chosen).setFiles(join(folder, 'digits.onnx'));
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Import 1 dropped item').waitFor();
    expect(await treeHash(repository)).toBe(before);
    await page.keyboard.press('Enter');
    await row(page, 'digits').getByText('Ready · v1').waitFor();

    await page.getByRole('button', { name: 'Add models' }).click();
    const again = page.waitForEvent('filechooser');
    await page.getByRole('menuitem', { name: 'A folder…' }).click();
    await (await again).setFiles(join(SAMPLES, 'add_sub'));
    await dialog.getByText('add_sub/1/model.onnx').waitFor();
    await dialog.getByRole('button', { name: 'Import 1 item' }).click();
    await row(page, 'add_sub').getByText('Ready · v1').waitFor();
  });
});
