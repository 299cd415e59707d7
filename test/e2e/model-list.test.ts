import { rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { identityModel } from '../support/onnx.ts';
import { repositoryOf } from '../support/repository.ts';
import { startWindowServer } from '../support/server.ts';
import { copyOfSamples, SAMPLES } from '../support/temp.ts';
import { row, rowLink } from '../support/window-parts.ts';

const browser = chromiumForFile();

describe('the list', () => {
  test('of a thousand models draws only the rows in view and goes to the last at a key', async () => {
    const model = identityModel('FP32');
    const names = Array.from({ length: 1000 }, (_, index) => `model_${String(index).padStart(3, '0')}`);
    const files = Object.fromEntries(names.map((name) => [`${name}/1/model.onnx`, model]));
    const server = await startWindowServer(await repositoryOf(files), { loadModels: [] });
    const { page } = await openWindow(browser(), server);
    await row(page, 'model_000').waitFor();
    expect(await page.locator('[data-row]').count()).toBeLessThan(60);
    await rowLink(page, 'model_000').focus();
    await page.keyboard.press('End');
    await row(page, 'model_999').waitFor();
    await expect
      .poll(() => rowLink(page, 'model_999').evaluate((link) => link === document.activeElement))
      .toBe(true);
    expect(await page.locator('li:has([data-row="model_999"])').getAttribute('aria-posinset')).toBe('1000');
  });

  test('is searched as one types, and the search outlives a reload', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server);
    const search = page.getByRole('searchbox', { name: 'Filter models' });
    await search.fill('embed');
    await expect.poll(() => page.locator('[data-row]').count()).toBe(1);
    await page.reload();
    await row(page, 'mnist_embedding').waitFor();
    expect(await page.locator('[data-row]').count()).toBe(1);
    await search.fill('nothing like it');
    await page.getByText('Nothing matches “nothing like it”').waitFor();
    await search.press('Escape');
    await expect.poll(() => page.locator('[data-row]').count()).toBe(4);
  });

  test('a row keeps its place while the pointer is over the list', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server);
    await rowLink(page, 'add_sub').hover();
    await row(page, 'add_sub').getByRole('button', { name: 'Unload add_sub' }).click();
    await row(page, 'add_sub').getByText('Not loaded').waitFor();
    expect(await page.getByRole('heading', { name: /^Not loaded/ }).count()).toBe(0);
    await page.mouse.move(900, 500);
    await page.getByRole('heading', { name: 'Not loaded 1' }).waitFor();
  });

  test('a new model appears, a removed one goes, and changed files are said', async () => {
    const repository = await copyOfSamples('add_sub', 'mnist');
    const server = await startWindowServer(repository);
    const { page } = await openWindow(browser(), server, { path: '/models/mnist' });
    await row(page, 'add_sub').waitFor();
    await rm(join(repository, 'add_sub'), { recursive: true });
    await utimes(join(repository, 'mnist/2/model.onnx'), new Date(), new Date());
    await page.reload();
    await row(page, 'mnist').getByText('files changed').waitFor();
    await page.getByText('The files changed since this was loaded.').waitFor();
    await page.getByRole('button', { name: 'Load again', exact: true }).click();
    await page.getByText('The files changed since this was loaded.').waitFor({ state: 'hidden' });
  });
});
