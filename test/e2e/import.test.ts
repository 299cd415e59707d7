import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { repositoryOf } from '../support/repository.ts';
import { startWindowServer } from '../support/server.ts';
import { copyOfSamples, SAMPLES, tempFolder } from '../support/temp.ts';
import { treeHash } from '../support/tree-hash.ts';
import { row, rowLink } from '../support/window-parts.ts';

const browser = chromiumForFile();

/** Drops files and folders of this computer on the window, as a file manager does. */
async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 700, y: 500, data });
  }
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
    await row(page, 'add_sub').getByText('Ready · v1').waitFor();
    expect((await readdir(repository)).sort()).toEqual(['add_sub', 'digits', 'mnist']);

    await rowLink(page, 'digits').click();
    await page.getByRole('button', { name: /^Test/ }).click();
    await page.getByRole('button', { name: /^Run/ }).click();
    await page
      .getByRole('region', { name: 'Result' })
      .getByText(/Compute/)
      .first()
      .waitFor();
    expect(server.models.find('digits').version).toBe(1);

    await page.getByRole('button', { name: 'Undo import' }).click();
    await row(page, 'digits').waitFor({ state: 'detached' });
    await expect.poll(() => treeHash(repository)).toBe(before);
    expect(problems).toEqual([]);
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

describe('the version switchboard', () => {
  test('switches a version off and back, without touching the file until that is asked for', async () => {
    const { repository, server, page, before } = await open('mnist');
    await rowLink(page, 'mnist').click();
    await page.getByRole('switch', { name: 'Serve version 2' }).uncheck({ force: true });
    await page.getByText('requests go to the highest served, v1.').waitFor();
    expect(server.models.find('mnist').version).toBe(1);
    expect(await treeHash(repository)).toBe(before);

    await page.getByRole('button', { name: 'Back to v1, v2' }).click();
    await page.getByText('requests go to the highest served, v2.').waitFor();
    await page.getByRole('button', { name: 'Back to v1', exact: true }).click();
    await page.getByText('requests go to the highest served, v1.').waitFor();
    await page.getByRole('button', { name: 'Keep in the file' }).click();
    await expect
      .poll(() => readFile(join(repository, 'mnist/config.pbtxt'), 'utf8'))
      .toMatch(/version_policy.*specific.*versions: \[ ?1 ?\]/s);
  });

  test('everything that was done is listed as activity', async () => {
    const { page } = await open('add_sub');
    await row(page, 'add_sub').getByText('Ready').waitFor();
    await page.getByRole('button', { name: 'Activity' }).click();
    await page.getByRole('list', { name: 'Activity' }).getByText('Load add_sub · done').waitFor();
  });
});
