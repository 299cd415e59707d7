import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { LogLines } from '../../server/telemetry/logs/log-lines.ts';
import { accessibilityProblemsInBothSchemes } from '../support/accessibility.ts';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { longestFrame } from '../support/longest-frame.ts';
import { startWindowServer } from '../support/server.ts';
import { writeFiles } from '../support/repository.ts';
import { copyOfSamples, SAMPLES } from '../support/temp.ts';

const browser = chromiumForFile();

const list = (page: Page) => page.getByRole('listbox', { name: 'Lines of the log' });
const searchField = (page: Page) => page.getByLabel('Search in the log');

const LEVELS = ['info', 'info', 'info', 'warning', 'error'] as const;
const MODELS = ['mnist', 'add_sub', 'resnet50_fp16'] as const;

/** Lines of three models; one in a thousand has a needle in it. */
function manyLines(count: number): LogLines {
  const lines = new LogLines();
  for (let number = 1; number <= count; number += 1) {
    const model = MODELS[number % MODELS.length] ?? 'mnist';
    const needle = number % 1000 === 3 ? ' needle' : '';
    lines.add({
      time: 1_700_000_000_000 + number * 10,
      level: LEVELS[number % LEVELS.length] ?? 'info',
      text: `${model}_0: answered request ${number} in ${number % 97} ms with a batch of ${number % 8}${needle}`,
      model,
    });
  }
  return lines;
}

/** The window on lines made up, and none of the server's own. */
async function windowOn(logLines: LogLines, path = '/logs') {
  const log = {
    file: '',
    info: false,
    warning: false,
    error: false,
    verboseLevel: 0,
    format: 'default',
  } as const;
  const server = await startWindowServer(SAMPLES, { loadModels: [], logLines, log });
  return await openWindow(browser(), server, { path });
}

describe('the log', () => {
  test('is followed until one scrolls up, and again when asked to', async () => {
    const logLines = manyLines(2000);
    const { page, problems } = await windowOn(logLines);
    await list(page).getByText('answered request 2000 ').waitFor();
    await list(page).hover();
    await page.mouse.wheel(0, -3000);
    const top = list(page).getByRole('option').nth(20);
    await page.getByRole('button', { name: 'Jump to latest' }).waitFor();
    const seen = await top.innerText();
    logLines.add({ time: Date.now(), level: 'info', text: 'one more line' });
    logLines.add({ time: Date.now(), level: 'info', text: 'and another' });
    await page.getByRole('button', { name: 'Jump to latest (2 new)' }).waitFor();
    expect(await top.innerText()).toBe(seen);
    await page.getByRole('button', { name: 'Jump to latest' }).click();
    await list(page).getByText('and another').waitFor();
    logLines.add({ time: Date.now(), level: 'info', text: 'seen at once' });
    await list(page).getByText('seen at once').waitFor();
    expect(problems).toEqual([]);
  });

  test('is filtered by level and model, searched without hiding, and given out as it is shown', async () => {
    const { page, problems } = await windowOn(manyLines(3000));
    await page.getByText('3,000 lines').waitFor();
    await page.getByRole('button', { name: 'info' }).click();
    await page.getByText('1,200 of 3,000 lines').waitFor();
    await page.getByLabel('Model', { exact: true }).selectOption('mnist');
    await page.getByText('400 of 3,000 lines').waitFor();

    await page.keyboard.press('Escape');
    await list(page).focus();
    await page.keyboard.press('/');
    await page.keyboard.type('NEEDLE');
    // Whether or not the search has ended by then.
    await page.keyboard.press('Enter');
    await page.getByText('1 of 1').waitFor();
    await expect.poll(() => list(page).locator('mark').allInnerTexts()).toEqual(['needle']);

    const detail = page.getByRole('region', { name: 'Chosen lines' });
    await detail.getByText('answered request 3 in').waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'As JSON lines' }).click();
    const given = (await readFile(await (await downloading).path(), 'utf8')).trim().split('\n');
    expect(given.length).toBe(400);
    expect(JSON.parse(given[0] ?? '')).toMatchObject({ id: 3, level: 'warning', model: 'mnist' });
    expect(problems).toEqual([]);
  });

  test('is walked with keys, copied, and says when nothing fits', async () => {
    const { page } = await windowOn(manyLines(500));
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await list(page).getByText('answered request 500 ').waitFor();
    await list(page).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByRole('region', { name: 'Chosen lines' }).getByText('2 lines').waitFor();
    await page.keyboard.press('Control+C');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(
      copied
        .trim()
        .split('\n')
        .map((line) => line.replace(/ in .*/, '')),
    ).toEqual([
      '2023-11-14T22:13:20.020Z INFO [resnet50_fp16] resnet50_fp16_0: answered request 2',
      '2023-11-14T22:13:20.030Z WARNING [mnist] mnist_0: answered request 3',
    ]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('End');
    await list(page).getByText('answered request 500 ').waitFor();
    await page.getByLabel('Request id').fill('nobody');
    await page.getByText('None of the 500 lines').waitFor();
    await page.getByRole('button', { name: 'Show all lines' }).click();
    await list(page).getByText('answered request 500 ').waitFor();
    await list(page).getByText('answered request 499 ').click();
    expect(await accessibilityProblemsInBothSchemes(page)).toEqual([]);
  });

  test('is a click away from what was done, and from what failed', async () => {
    const repository = await copyOfSamples('add_sub');
    await writeFiles(repository, {
      'detector/config.pbtxt': 'name: "detector"\nbackend: "onnxruntime"\nmax_batch_siz: 16\n',
    });
    const server = await startWindowServer(repository);
    const { page, problems } = await openWindow(browser(), server, { path: '/models/detector' });
    const why = page.getByRole('region', { name: 'Why it failed' });
    await why.getByText(/failed to load 'detector'/).waitFor();

    await page.getByRole('button', { name: /^Activity/ }).click();
    const entry = page.getByRole('listitem').filter({ hasText: 'Load add_sub' });
    await entry.getByRole('button', { name: 'Log lines' }).click();
    const lines = page.getByRole('list', { name: 'Log lines of add_sub' });
    await lines.getByText("successfully loaded 'add_sub' version 1").waitFor();
    await entry.getByRole('link', { name: 'Open in logs' }).click();
    await list(page).getByText('loading: add_sub:1').waitFor();
    expect(await list(page).getByText('detector').count()).toBe(0);
    await page.getByRole('button', { name: 'Show all times' }).click();
    await page.getByLabel('Model', { exact: true }).selectOption('detector');
    await list(page)
      .getByText(/failed to load 'detector'/)
      .waitFor();
    expect(problems).toEqual([]);
  });

  test('of a hundred thousand lines is searched and scrolled with few elements and short frames', async () => {
    const { page, problems } = await windowOn(manyLines(100_000));
    await page.getByText('100,000 lines', { exact: true }).waitFor();
    const searching = await longestFrame(page, async () => {
      await searchField(page).pressSequentially('needle', { delay: 60 });
      await page.getByText('100 lines', { exact: true }).waitFor();
      for (let hit = 0; hit < 10; hit += 1) await searchField(page).press('Shift+Enter');
      await page.getByText('91 of 100').waitFor();
    });
    await searchField(page).press('Escape');
    const scrolling = await longestFrame(page, async () => {
      await list(page).hover();
      for (let turn = 0; turn < 60; turn += 1) await page.mouse.wheel(0, turn % 2 === 0 ? -60_000 : 30_000);
      await list(page).press('Home');
      await list(page).getByText('answered request 1 in').waitFor();
    });
    expect(await list(page).getByRole('option').count()).toBeLessThan(100);
    expect(problems).toEqual([]);
    console.info('longest frames of 100,000 lines, in ms:', { searching, scrolling });
  });
});
