import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { LISTED } from '../../renderer/app/commands/catalogue.ts';
import {
  accessibilityProblemsInBothSchemes,
  accessibilityProblemsOfPlainPage,
} from '../support/accessibility.ts';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { ECHO, vectorModel } from '../support/python-models.ts';
import { writeFiles } from '../support/repository.ts';
import { outOfReachForKeys } from '../support/out-of-reach.ts';
import { startWindowServer } from '../support/server.ts';
import { copyOfSamples, SAMPLES, tempFolder } from '../support/temp.ts';
import { drop, row } from '../support/window-parts.ts';

const browser = chromiumForFile();

/** A place of the window: its address, and what is seen once it is drawn. */
interface Screen {
  readonly name: string;
  readonly path: string;
  readonly open: (page: Page) => Promise<void>;
  /** Brings the window back to where the next address can be gone to. */
  readonly close?: (page: Page) => Promise<void>;
}

const sees = (words: string) => (page: Page) => page.getByText(words).first().waitFor();
const escape = (page: Page) => page.keyboard.press('Escape');

const SCREENS: readonly Screen[] = [
  { name: 'start page', path: '/', open: sees('models ready') },
  { name: 'overview', path: '/models/mnist', open: sees('Signature') },
  { name: 'overview of a fixed batch', path: '/models/mnist_fixed_batch', open: sees('exactly one row') },
  { name: 'configuration', path: '/models/mnist?tab=config', open: configDrawn },
  { name: 'test with a picture', path: '/models/mnist?tab=test', open: sees('Preprocessing') },
  { name: 'test with numbers, answered', path: '/models/add_sub?tab=test', open: answered },
  { name: 'metrics of a model', path: '/models/add_sub?tab=metrics', open: sees('Find the best setting') },
  { name: 'failure', path: '/models/detector', open: reasonShown },
  { name: 'approval', path: '/models/coded', open: sees('This model runs Python code') },
  { name: 'missing model', path: '/models/nobody', open: sees('There is no model named') },
  { name: 'metrics', path: '/metrics', open: sees('Requests') },
  { name: 'logs', path: '/logs', open: logLinesDrawn },
  { name: 'comparison', path: '/compare/mnist', open: comparable },
  { name: 'settings', path: '/settings', open: sees('Verbose level') },
  { name: 'check of the computer', path: '/environment', open: sees('Execution provider CPU') },
  { name: 'diagnostics', path: '/environment', open: diagnosticsOpen, close: escape },
  { name: 'export', path: '/export', open: sees('run-triton.sh') },
  { name: 'frameworks', path: '/frameworks', open: sees('What runs models') },
  { name: 'command palette', path: '/', open: paletteOpen, close: escape },
  { name: 'keys', path: '/', open: keysOpen, close: escape },
  { name: 'activity', path: '/', open: activityOpen, close: escape },
  { name: 'inbox', path: '/', open: inboxOpen, close: escape },
  { name: 'import dialog', path: '/', open: importDialog, close: escape },
];

async function configDrawn(page: Page): Promise<void> {
  await page.locator('.view-line').first().waitFor();
}

async function comparable(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Set of inputs' }).waitFor();
}

async function reasonShown(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Why it failed' }).waitFor();
}

async function answered(page: Page): Promise<void> {
  await page.getByText('INPUT1').first().waitFor();
  await page.getByRole('button', { name: /^Run/ }).click();
  await page.getByRole('region', { name: 'Result' }).getByText('Compute').first().waitFor();
}

async function paletteOpen(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByText('Go to the frameworks').waitFor();
}

async function diagnosticsOpen(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Diagnostics…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /environment.json/ })
    .waitFor();
}

async function keysOpen(page: Page): Promise<void> {
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
}

async function activityOpen(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Activity/ }).click();
  await page.getByRole('dialog').waitFor();
}

async function inboxOpen(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Inbox/ }).click();
  await page.getByRole('dialog', { name: 'Inbox' }).waitFor();
}

async function logLinesDrawn(page: Page): Promise<void> {
  await page.getByRole('listbox', { name: 'Lines of the log' }).getByRole('option').first().waitFor();
}

async function importDialog(page: Page): Promise<void> {
  await drop(page, [join(SAMPLES, 'mnist_embedding')]);
  await page.getByRole('dialog').getByRole('button', { name: 'Import 1 item' }).waitFor();
}

/** Samples, one that fails, and one that waits for approval. */
async function repositoryOfAllStates(): Promise<string> {
  const repository = await copyOfSamples('mnist', 'add_sub', 'mnist_fixed_batch');
  await writeFiles(repository, {
    ...vectorModel('coded', ECHO),
    'detector/config.pbtxt': 'name: "detector"\nbackend: "onnxruntime"\nmax_batch_siz: 16\n',
    'detector/1/model.onnx': await readFile(join(SAMPLES, 'add_sub/1/model.onnx')),
  });
  return repository;
}

/** Twenty screens in two colours take a busy machine a while. */
const LONG = 180_000;

test('every screen is accessible, in light and in dark, and every control of it by keys', {
  timeout: LONG,
}, async () => {
  const repository = await repositoryOfAllStates();
  const server = await startWindowServer(repository, {
    requireApproval: true,
    stateFolder: await tempFolder(),
  });
  const { page, problems } = await openWindow(browser(), server);
  await row(page, 'mnist').getByText('Ready').waitFor();
  const found: Record<string, readonly string[]> = {};
  for (const { name, path, open, close } of SCREENS) {
    await page.goto(`${server.url}#${path}`);
    await open(page);
    const wrong = [
      ...(await accessibilityProblemsInBothSchemes(page)),
      ...(await outOfReachForKeys(page)).map((control) => `no key reaches ${control}`),
    ];
    if (wrong.length > 0) found[name] = wrong;
    await close?.(page);
  }
  expect(found).toEqual({});
  // The model that does not exist.
  expect(problems.filter((problem) => !problem.includes('404'))).toEqual([]);
});

test('the page about the protocol is accessible, in light and in dark', async () => {
  const server = await startWindowServer(await copyOfSamples('add_sub'));
  const { page, problems } = await openWindow(browser(), server);
  await page.goto(`${server.url}docs`);
  for (const call of await page.locator('details:not([open]) > summary').elementHandles())
    await call.press('Enter');
  expect(await accessibilityProblemsOfPlainPage(page)).toEqual([]);
  expect(await outOfReachForKeys(page)).toEqual([]);
  expect(problems).toEqual([]);
});

/** Where the window offers commands of its own. */
const PLACES = [
  ['/', 'Go to the start page'],
  ['/models/mnist?tab=config', 'Format the configuration'],
  ['/models/mnist?tab=test', 'Run mnist'],
  ['/metrics', 'Pin the crosshair'],
  ['/logs', 'Jump to the latest lines'],
  ['/compare/mnist', 'Compare two versions of mnist'],
] as const;

test('every action is reached with the arrows of the palette, and says why when it cannot be done', async () => {
  const server = await startWindowServer(await copyOfSamples('mnist'));
  const { page } = await openWindow(browser(), server);
  const palette = page.getByRole('dialog').filter({ has: page.getByLabel('Search or run a command') });
  const everywhere = new Set<string>();
  for (const [path, own] of PLACES) {
    await page.goto(`${server.url}#${path}`);
    await page.getByRole('main').getByRole('heading').first().waitFor();
    await page.keyboard.press('Control+k');
    await palette.getByText(own).waitFor();
    const titles = await palette.locator('[data-action]').allInnerTexts();
    const reached: string[] = [];
    for (const _ of titles) {
      await page.keyboard.press('ArrowDown');
      reached.push(await palette.locator('[data-action][data-selected]').innerText());
    }
    expect(reached, path).toEqual(titles);
    const last = titles.at(-1)?.split('\n')[0] ?? '';
    const told = page.getByRole('status', { includeHidden: true }).filter({ hasText: last });
    await told.waitFor({ state: 'attached' });
    for (const title of titles) everywhere.add(title.split('\n')[0] ?? '');
    expect(new Set(titles).size, path).toBe(titles.length);
    const unexplained = palette.locator('[data-action]:disabled').filter({ hasNotText: '.' });
    expect(await unexplained.allInnerTexts(), path).toEqual([]);
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'hidden' });
  }
  // The other places name the model in their titles.
  const fixed = LISTED.filter(({ place }) =>
    ['Anywhere', 'Models', 'Configuration', 'Metrics', 'Logs'].includes(place),
  );
  const missed = fixed.filter(({ id, title }) => id !== 'palette' && !everywhere.has(title));
  expect(missed.map(({ id }) => id)).toEqual([]);
});
