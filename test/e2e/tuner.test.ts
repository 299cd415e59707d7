import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accessibilityProblemsInBothSchemes } from '../support/accessibility.ts';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { startWindowServer } from '../support/server.ts';
import { copyOfSamples, tempFolder } from '../support/temp.ts';

const browser = chromiumForFile();

async function open(colorScheme: 'light' | 'dark' = 'light') {
  const repository = await copyOfSamples('add_sub');
  const server = await startWindowServer(repository, { stateFolder: await tempFolder() });
  const window = await openWindow(browser(), server, { path: '/models/add_sub?tab=metrics', colorScheme });
  const card = window.page.getByRole('region', { name: 'Find the best setting' });
  await card.waitFor();
  const config = () => readFile(join(repository, 'add_sub/config.pbtxt'), 'utf8');
  return { ...window, server, card, config };
}

test('settings are tried under load, drawn as they come, and one of them is used', async () => {
  const { page, card, config, server, problems } = await open();
  const before = await config();
  await card.getByLabel('Seconds each').fill('0.2');
  await card.getByLabel('Settings at most').fill('4');
  await card.getByRole('button', { name: 'Try settings' }).click();
  await card.getByText(/of up to 4 settings/).waitFor();
  await card.getByRole('button', { name: 'Try settings' }).waitFor();
  expect(await config()).toBe(before);

  await card.getByText('best', { exact: true }).waitFor();
  await card.locator('.recharts-scatter').first().waitFor();
  expect(await accessibilityProblemsInBothSchemes(page)).toEqual([]);
  await card.getByRole('button', { name: 'Use this…' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Use this setting' });
  await dialog.getByLabel('Configuration, before and after').waitFor();
  await dialog.getByRole('button', { name: 'Save and load add_sub' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await config()).toMatch(/instance_group/);
  expect(server.models.find('add_sub').instances).toBeGreaterThan(0);
  expect(problems).toEqual([]);
});

test('a tuning that is stopped keeps what it found, also for a window that is opened again', async () => {
  const { page, card, config } = await open('dark');
  const before = await config();
  await card.getByLabel('Seconds each').fill('0.2');
  await card.getByRole('button', { name: 'Try settings' }).click();
  await card.getByText(/Tried [1-9]\d* of up to 40 settings/).waitFor();
  await page.reload();
  await card.getByRole('button', { name: 'Stop' }).click();
  await card.getByRole('button', { name: 'Try settings' }).waitFor();
  await card.getByRole('table').waitFor();
  expect(await config()).toBe(before);
});
