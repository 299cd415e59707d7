import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/lib/root.ts';
import { accessibilityProblemsInBothSchemes } from '../support/accessibility.ts';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { startWindowServer } from '../support/server.ts';
import { copyOfSamples } from '../support/temp.ts';
import { resultCard } from '../support/window-parts.ts';

const browser = chromiumForFile();
const run = promisify(execFile);

/** A folder to keep screenshots in. */
const PICTURES = process.env['PICTURES'];

const rows = (page: Page) =>
  page.getByRole('list', { name: 'Requests that were made' }).getByRole('listitem');

/** Runs a picture of a digit through the chosen version. */
async function ask(page: Page, digit: string, says: RegExp): Promise<void> {
  await page.getByLabel('Picture file').setInputFiles(join(ROOT, 'samples/digits', digit));
  await page.getByRole('img', { name: 'The picture as the model sees it' }).waitFor();
  await page.getByRole('button', { name: /^Run/ }).click();
  await rows(page).first().getByText(says).waitFor();
}

async function choose(page: Page, row: number, item: string | RegExp): Promise<void> {
  await rows(page).nth(row).getByRole('button', { name: 'More about this request' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('every run is kept: opened, run again, copied, compared, named, pinned, and made a preset', async () => {
  const server = await startWindowServer(await copyOfSamples('mnist'));
  const { page, problems } = await openWindow(browser(), server, {
    path: '/models/mnist?tab=test',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.getByText('Every run is kept here').waitFor();
  await page.getByText('Picture', { exact: true }).click();
  await ask(page, '7/00.png', /^7 · /);
  const first = await rows(page).first().getByRole('button').first().innerText();
  await ask(page, '5/11.png', /^5 · /);
  await page.getByText('v1', { exact: true }).click();
  await page.getByRole('button', { name: /^Run/ }).click();
  await rows(page).first().getByText(/^6 · /).waitFor();

  // An older one is opened after a reload: its answer, and its inputs as they were sent.
  await page.reload();
  await expect.poll(() => rows(page).count()).toBe(3);
  await rows(page).nth(2).getByRole('button').first().click();
  await resultCard(page).getByText('It says 7').waitFor();
  await page.getByText('As given').waitFor();
  expect(await rows(page).nth(2).getByRole('button').first().innerText()).toBe(first);

  await choose(page, 1, 'Compare with the answer shown');
  const difference = page.getByRole('dialog', { name: 'Difference of two answers' });
  await difference.getByText('They were asked with different inputs.').waitFor();
  await difference.getByRole('row', { name: /probabilities [1-9]\d* of 10/ }).waitFor();
  await page.keyboard.press('Escape');

  // The program that is copied sends the same inputs, and gets the same answer.
  await choose(page, 2, 'Copy as curl');
  await page.getByText('Copied as curl.').waitFor();
  const { stdout } = await run('bash', ['-c', await page.evaluate(() => navigator.clipboard.readText())]);
  const { outputs, model_version }: { outputs: { data: number[] }[]; model_version: string } =
    JSON.parse(stdout);
  expect(model_version).toBe('2');
  const [{ data }] = outputs as [{ data: number[] }];
  expect(data.indexOf(Math.max(...data))).toBe(7);

  await choose(page, 2, /Run again on v\d/);
  await expect.poll(() => rows(page).count()).toBe(4);

  await choose(page, 3, 'Name…');
  await page.getByLabel('Name', { exact: true }).fill('the clean seven');
  await page.getByRole('button', { name: 'Save' }).click();
  await rows(page).nth(3).getByText('the clean seven').waitFor();
  await rows(page).nth(3).getByRole('button', { name: 'Pin' }).click();
  await rows(page).first().getByText('the clean seven').waitFor();
  expect(await accessibilityProblemsInBothSchemes(page)).toEqual([]);
  for (const colorScheme of PICTURES === undefined ? [] : (['light', 'dark'] as const)) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(PICTURES ?? '', `history-${colorScheme}.png`) });
  }

  // The answer shown becomes a golden preset, which this version passes and the other one does not.
  await rows(page).first().getByRole('button').first().click();
  await resultCard(page).getByText('It says 7').waitFor();
  await page.getByRole('button', { name: 'Presets' }).click();
  await page.getByRole('menuitem', { name: 'Save the answer shown…' }).click();
  const saving = page.getByRole('dialog', { name: 'Save as golden preset' });
  expect(await saving.getByLabel('Name').inputValue()).toBe('the clean seven');
  await saving.getByRole('button', { name: 'Save' }).click();
  await saving.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Presets 1' }).click();
  await page.getByRole('menuitem', { name: 'Check all on v1' }).click();
  const checks = page.getByRole('dialog', { name: 'Golden presets on v1' });
  await checks.getByText(/output 'probabilities' differs in \d+ of 10 elements/).waitFor();
  if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, 'presets-dark.png') });
  await page.keyboard.press('Escape');
  await page.getByText('v2 · default', { exact: true }).click();
  await page.getByRole('button', { name: 'Presets 1' }).click();
  await page.getByRole('menuitem', { name: 'Check all on v2' }).click();
  const passed = page.getByRole('dialog', { name: 'Golden presets on v2' });
  await passed.getByText('As expected: 1 preset.').waitFor();
  await passed.getByRole('button', { name: 'Remove the file of the clean seven' }).click();
  await passed.getByText('There are no presets.').waitFor();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Forget requests' }).click();
  await page.getByRole('menuitem', { name: /^Forget 3 requests, all but the pinned/ }).click();
  await expect.poll(() => rows(page).count()).toBe(1);
  await choose(page, 0, 'Forget');
  await page.getByText('Every run is kept here').waitFor();
  expect(problems).toEqual([]);
});
