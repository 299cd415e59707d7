import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accessibilityProblemsInBothSchemes } from '../support/accessibility.ts';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { outOfReachForKeys } from '../support/out-of-reach.ts';
import { startServer, startWindowServer } from '../support/server.ts';
import { copyOfSamples, tempFolder } from '../support/temp.ts';
import { rowLink } from '../support/window-parts.ts';

const browser = chromiumForFile();
const DIGITS = join(import.meta.dirname, '../../samples/digits');

async function openCompare() {
  const server = await startWindowServer(await copyOfSamples('mnist'), { stateFolder: await tempFolder() });
  const { page, problems } = await openWindow(browser(), server);
  await rowLink(page, 'mnist').click();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('heading', { name: 'Compare', exact: true }).waitFor();
  return { page, problems, server };
}

/** A thousand requests and their intervals take a busy machine a while. */
const LONG = 180_000;

test(
  'the convolutional network reads 500 digits better than the linear model, and the counts add up',
  async () => {
    const { page, problems } = await openCompare();
    await page.locator('input[webkitdirectory]').setInputFiles(DIGITS);
    const set = page.getByRole('combobox', { name: 'Set of inputs' });
    await expect.poll(() => set.locator('option:checked').innerText()).toBe('digits, 500 files');
    await page.keyboard.press('Control+Enter');
    const verdict = page.getByRole('region', { name: 'Verdict' });
    await verdict.waitFor({ timeout: 120_000 });

    // samples/README.md counts 458 and 499 right of 500: 8.2 points.
    await verdict.getByRole('heading', { name: /^v2 is more accurate by 8\.2 points/ }).waitFor();
    await verdict.getByText('91.6 % → 99.8 %').waitFor();
    const count = async (word: string) => {
      const words = await page
        .getByText(new RegExp(`^${word} \\d+$`))
        .first()
        .textContent();
      return Number(words?.match(/\d+$/)?.[0]);
    };
    const [fixed, broken, bothWrong] = [
      await count('Fixed'),
      await count('Broken'),
      await count('Both wrong'),
    ];
    expect({ difference: fixed - broken, wrongA: fixed + bothWrong, wrongB: broken + bothWrong }).toEqual({
      difference: 499 - 458,
      wrongA: 42,
      wrongB: 1,
    });
    // 41 fixed and none broken: 2 · 2^-41 − 2^-41.
    await verdict.getByText('McNemar mid-p 4.5e-13').waitFor();
    // One version 1 misreads and version 2 does not, by the same file.
    const samples = page.getByRole('listbox', { name: 'Samples' });
    await samples.getByRole('img', { name: 'digits/8/38.png' }).waitFor();
    expect(await samples.getByRole('option').count()).toBe(fixed);

    // The keyboard walks them; the open one shows what both sides take it for.
    const open = page.getByRole('region', { name: 'Open sample' });
    const names = await samples
      .getByRole('option')
      .locator('img')
      .evaluateAll((all) => all.map((img) => img.getAttribute('alt')));
    await samples.press('j');
    await samples.press('ArrowDown');
    await samples.press('k');
    await open.getByRole('heading', { name: new RegExp(`^${names[1]} is `) }).waitFor();
    expect(await open.getByRole('list', { name: 'Ranks of A' }).getByRole('listitem').count()).toBe(5);
    await samples.press('End');
    await open.getByRole('heading', { name: new RegExp(`^${names.at(-1)} is `) }).waitFor();

    // Class by class: 50 of each digit, and what both sides make of it.
    const byClass = page.getByRole('region', { name: 'Scores of each class' });
    expect(await byClass.getByRole('row').count()).toBe(11);
    expect(await byClass.getByRole('row').last().innerText()).toMatch(
      /^\d\s+50\s+[\d.]+\u00a0%\s+(100\.0|98\.0)\u00a0%/,
    );

    // What was taken for what, by both sides and between them.
    const matrix = page.getByRole('region', { name: 'Confusion matrix' });
    expect(await matrix.getByRole('rowheader').allInnerTexts()).toEqual('0 1 2 3 4 5 6 7 8 9'.split(' '));
    await page.getByRole('radiogroup', { name: 'Confusion of' }).getByText('B', { exact: true }).click();
    expect(await matrix.getByRole('row').nth(2).innerText()).toMatch(/^1\s.*\b(49|50)\b/);

    expect(await accessibilityProblemsInBothSchemes(page)).toEqual([]);
    expect(await outOfReachForKeys(page)).toEqual([]);

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Report as a page' }).click();
    expect((await download).suggestedFilename()).toBe('report.html');
    expect(await readFile(await (await download).path(), 'utf8')).toContain(
      'v2 is more accurate by 8.2 points',
    );

    await page.getByRole('button', { name: 'Forget this set' }).click();
    await expect.poll(() => set.locator('option').count()).toBe(1);
    expect(problems).toEqual([]);
  },
  LONG,
);

test(
  'a version is mirrored, answers itself without a difference, and is compared under another configuration',
  async () => {
    const { page, server } = await openCompare();

    // A mirror of live requests: version 1 answers, version 2 is asked again.
    await page.getByLabel('Share of the live requests').fill('100 %');
    await page.getByRole('button', { name: 'Begin' }).click();
    const data = Array.from({ length: 784 }, (_, at) => (at % 7) / 7);
    const image = { name: 'image', datatype: 'FP32', shape: [1, 1, 28, 28], data };
    const answered = await server.post('/v2/models/mnist/infer', { inputs: [image] });
    expect(await answered.json()).toMatchObject({ model_version: '1' });
    await page.getByText(/^1 answers compared: /).waitFor();
    await page.getByRole('button', { name: 'All to v2' }).click();
    await page.getByText('over: v2 answers what names no version').waitFor();
    await page.getByRole('button', { name: 'Put away' }).click();
    await page.getByRole('button', { name: 'Begin' }).waitFor();

    await page.getByRole('combobox', { name: 'Version of A' }).selectOption('mnist v2');
    await page.keyboard.press('Control+Enter');
    const verdict = page.getByRole('region', { name: 'Verdict' });
    await verdict.waitFor({ timeout: 120_000 });
    await page.getByRole('row', { name: /^probabilities 0 of 300 0 0 0 1 0$/ }).waitFor();

    // The same version under a configuration that only the comparison sees.
    await page.getByRole('button', { name: 'Configuration of B' }).click();
    const text = page.getByRole('textbox', { name: 'config.pbtxt' });
    await expect.poll(() => text.inputValue()).toContain('max_batch_size: 64');
    await text.fill((await text.inputValue()).replace('max_batch_size: 64', 'max_batch_size: 8'));
    await page.getByRole('button', { name: 'Compare this configuration' }).click();
    await page.keyboard.press('Control+Enter');
    await page
      .getByLabel('Which comparison')
      .locator('option:checked', { hasText: 'v2 with another config' })
      .waitFor({ state: 'attached' });
    await verdict.waitFor({ timeout: 120_000 });
  },
  LONG,
);

test('a side may be on another server; one that cannot be reached is named, with why', async () => {
  const there = await startServer(await copyOfSamples('mnist'));
  const { page, problems } = await openCompare();
  const choose = async (address: string) => {
    await page.getByRole('combobox', { name: 'Version of A' }).selectOption('On another server…');
    const dialog = page.getByRole('dialog', { name: 'A on another server' });
    await dialog.getByLabel('Address').fill(address);
    await dialog.getByLabel('Version').fill('1');
    await dialog.getByRole('button', { name: 'Compare with it' }).click();
    await dialog.waitFor({ state: 'hidden' });
  };
  await choose(there.url);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('region', { name: 'Verdict' }).waitFor({ timeout: 60_000 });
  await page.getByText(/^The times of v1 at 127\.0\.0\.1:\d+ hold the way there and back\./).waitFor();
  const sides = page.getByRole('combobox', { name: 'Version of A' }).locator('option:checked');
  expect(await sides.innerText()).toBe(`mnist v1 at 127.0.0.1:${there.port}`);
  expect(await accessibilityProblemsInBothSchemes(page)).toEqual([]);
  await there.close();
  await choose(`${there.url}gone/`);
  await page.keyboard.press('Control+Enter');
  await page
    .getByText(/127\.0\.0\.1:\d+ cannot be reached: nothing listens there\./)
    .first()
    .waitFor();
  expect(problems).toEqual([]);
});
