import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../scripts/lib/root.ts';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { startWindowServer } from '../support/server.ts';
import { SAMPLES } from '../support/temp.ts';
import { draw, resultCard, row, rowLink, THREE } from '../support/window-parts.ts';

const browser = chromiumForFile();

/** A five that the network of version 2 reads and the linear model of version 1 takes for a six. */
const HARD_FIVE = join(ROOT, 'samples/digits/5/11.png');
const EASY_SEVEN = join(ROOT, 'samples/digits/7/00.png');

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Run/ }).click();
}

/** The classes of the answer with their scores, likeliest first. */
async function classes(page: Page): Promise<readonly string[]> {
  return resultCard(page).getByRole('rowheader').allInnerTexts();
}

async function choosePicture(page: Page, file: string): Promise<void> {
  await page.getByLabel('Picture file').setInputFiles(file);
}

/** Drops a file where the person would, as the browser reports it. */
async function dropPicture(page: Page, file: string): Promise<void> {
  const base64 = (await readFile(file)).toString('base64');
  const transfer = await page.evaluateHandle((data) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], 'digit.png', { type: 'image/png' }));
    return dataTransfer;
  }, base64);
  await page.getByRole('region', { name: 'image' }).dispatchEvent('drop', { dataTransfer: transfer });
}

describe('from a model folder to a prediction', () => {
  test('list, draw, run, other version, unload, load, another picture', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page, problems } = await openWindow(browser(), server);

    // The window lists the models with their state and versions.
    await row(page, 'mnist').getByText('Ready · v1, v2').waitFor();
    expect(await page.locator('[data-row]').count()).toBe(4);

    // Opens mnist, draws a digit, presses Run and reads the labels, their scores and how long it took.
    await rowLink(page, 'mnist').click();
    await page.getByRole('button', { name: /^Test/ }).click();
    await draw(page, THREE);
    await run(page);
    await resultCard(page).getByText('It says 3').waitFor();
    expect((await classes(page)).slice(0, 3)).toHaveLength(3);
    expect((await classes(page))[0]).toBe('3');
    await expect
      .poll(() =>
        resultCard(page)
          .getByText(/^Compute/)
          .count(),
      )
      .toBe(1);
    expect(await resultCard(page).locator('footer').innerText()).toMatch(/Where the time went\s+[\d.]+\sms/);

    // A picture of a digit, dropped.
    await dropPicture(page, HARD_FIVE);
    await page.getByText('The input has changed since this answer.').waitFor();
    await run(page);
    await resultCard(page).getByText('It says 5').waitFor();

    // Version 1 errs.
    await page.getByText('v1', { exact: true }).click();
    await resultCard(page).getByText('This is what v2 said. Run to ask v1.').waitFor();
    await run(page);
    await resultCard(page).getByText('It says 6').waitFor();
    expect(await resultCard(page).innerText()).toMatch(/version 2 said 5/);

    // Unload, and see it go.
    await row(page, 'mnist').getByRole('button', { name: 'Unload mnist' }).click();
    await page.getByRole('heading', { name: 'mnist' }).locator('..').getByText('Not loaded').waitFor();
    await row(page, 'mnist').getByText('Not loaded').waitFor();
    expect(await page.getByRole('button', { name: /^Run/ }).getAttribute('aria-disabled')).toBe('true');

    // Load it again, and send it another picture.
    await row(page, 'mnist').getByRole('button', { name: 'Load mnist' }).click();
    await row(page, 'mnist').getByText('Ready · v1, v2').waitFor();
    await choosePicture(page, EASY_SEVEN);
    await page.getByText('v2 · default').click();
    await run(page);
    await resultCard(page).getByText('It says 7').waitFor();
    expect(problems).toEqual([]);
  });

  test('what the window sends is what it shows: a held-out digit gets the same scores as from the model itself', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server, { path: '/models/mnist?tab=test' });
    const sent = page.waitForRequest((request) => request.url().endsWith('/infer'));
    await choosePicture(page, EASY_SEVEN);
    await run(page);
    const body = (await sent).postDataBuffer() ?? expect.fail('no body');
    const tensor = new Float32Array(Uint8Array.from(body.subarray(body.length - 784 * 4)).buffer);
    const { loadDigits } = await import('../support/digits.ts');
    const digit = (await loadDigits()).find(({ name }) => name === '7/00.png') ?? expect.fail('no digit');
    expect(
      tensor.map((value, at) => Math.abs(value - (digit.pixels[at] ?? -1))).every((off) => off < 1e-5),
    ).toBe(true);
  });

  test('a file that is no picture is refused with a sentence', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server, { path: '/models/mnist?tab=test' });
    await choosePicture(page, join(ROOT, 'package.json'));
    await page.getByText('package.json is not a picture that can be read.').waitFor();
  });

  test('strokes can be taken back, one by one or all', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server, { path: '/models/mnist?tab=test' });
    await draw(page, THREE);
    await draw(page, THREE);
    const hint = page.getByText('Draw here');
    const undo = page.getByRole('button', { name: 'Undo the last stroke' });
    await undo.click();
    expect(await hint.count()).toBe(0);
    await undo.click();
    await hint.waitFor();
    await draw(page, THREE);
    await page.getByRole('button', { name: 'Clear' }).click();
    await hint.waitFor();
  });

  test('the last drawing and its answer are still there after a look at another model', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server, { path: '/models/mnist?tab=test' });
    await draw(page, THREE);
    await run(page);
    await resultCard(page).getByText('It says 3').waitFor();
    await rowLink(page, 'add_sub').click();
    await page.getByRole('heading', { name: 'add_sub' }).waitFor();
    await rowLink(page, 'mnist').click();
    await resultCard(page).getByText('It says 3').waitFor();
  });

  test('with “Run as I draw” every stroke gets its answer', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server, { path: '/models/mnist?tab=test' });
    await page.getByRole('switch', { name: 'Run as I draw' }).click();
    await draw(page, THREE);
    await resultCard(page).getByText('It says 3').waitFor();
  });
});
