import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityProblems } from '../support/accessibility.ts';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { startWindowServer } from '../support/server.ts';
import { copyOfSamples, tempFolder } from '../support/temp.ts';

const browser = chromiumForFile();
const STORE = 'inferdeck.preferences';

async function openSettings() {
  const server = await startWindowServer(await copyOfSamples('add_sub'), { stateFolder: await tempFolder() });
  const window = await openWindow(browser(), server);
  await window.page.getByRole('heading', { name: '1 model ready' }).waitFor();
  await window.page.keyboard.press('Control+,');
  await window.page.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
  return { ...window, server };
}

const mark = (page: Page, name: string) => page.locator('html').getAttribute(`data-${name}`);

async function choose(page: Page, setting: string, value: string): Promise<void> {
  await page.getByRole('radiogroup', { name: setting }).getByText(value, { exact: true }).click();
}

test('the look is chosen, outlives a reload, goes back one by one, and all at once with undo', async () => {
  const { page, problems } = await openSettings();
  await choose(page, 'Theme', 'Dark');
  await choose(page, 'Contrast', 'High');
  await choose(page, 'Density', 'Compact');
  await page.reload();
  await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
  expect(await mark(page, 'mantine-color-scheme')).toBe('dark');
  expect(await mark(page, 'contrast')).toBe('more');
  expect(await mark(page, 'density')).toBe('compact');
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.getByRole('button', { name: 'Reset Contrast' }).click();
  expect(await mark(page, 'contrast')).toBe('standard');
  await page.getByRole('button', { name: 'Reset all' }).click();
  await page.getByText('2 settings have their default again.').waitFor();
  expect(await mark(page, 'density')).toBe('comfortable');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => mark(page, 'density')).toBe('compact');
  await expect.poll(() => mark(page, 'mantine-color-scheme')).toBe('dark');
  expect(await mark(page, 'contrast')).toBe('standard');
  expect(problems).toEqual([]);
});

test('a search leaves what has its words, and the server is told what changes', async () => {
  const { page, server } = await openSettings();
  const about = page.getByRole('region', { name: 'About' });
  await about.getByText('It does not look for updates and sends nothing anywhere.').waitFor();
  await page.getByLabel('Find a setting').fill('verbose');
  await about.waitFor({ state: 'hidden' });
  await expect.poll(() => page.getByRole('main').getByRole('listitem').count()).toBe(1);
  await choose(page, 'Verbose level', '2');
  const level = async () => (await (await server.call('/v2/logging')).json()).log_verbose_level;
  await expect.poll(level).toBe(2);
  await page.getByRole('button', { name: 'Reset Verbose level' }).click();
  await expect.poll(level).toBe(0);

  await page.getByLabel('Find a setting').fill('budget');
  await page.getByRole('textbox', { name: 'Memory budget of all models, MB' }).fill('512');
  await page.keyboard.press('Enter');
  await expect.poll(() => server.models.settings.budgetBytes).toBe(512e6);
  await page.getByLabel('Find a setting').fill('no such words');
  await page.getByText('No setting has these words.').waitFor();
});

test('a command gets another key; a conflict is shown, a key of the window refused, and the sheet agrees', async () => {
  const { page } = await openSettings();
  await page.getByLabel('Find a setting').fill('start page');
  const field = page.getByRole('button', { name: 'Key of “Go to the start page”' });
  const listening = page.getByRole('button', { name: 'Press a key for “Go to the start page”' });
  await field.click();
  await listening.press('Enter');
  await page.getByText('This key moves about in the window').waitFor();
  await listening.press('Control+k');
  await page.getByText('Also runs “Search or run a command”.').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  await field.click();
  await listening.press('Control+h');
  await expect.poll(() => field.innerText()).toBe('Ctrl H');

  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await sheet.getByText('Ctrl H').waitFor();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+h');
  await page.getByRole('heading', { name: '1 model ready' }).waitFor();
});

test('settings that make no sense give way to defaults alone, with a remark, and nothing else is lost', async () => {
  const { page } = await openSettings();
  const broken = '{"theme":"dark","density":"tiny"}';
  await page.evaluate(([place, text]) => localStorage.setItem(place ?? '', text ?? ''), [STORE, broken]);
  await page.reload();
  await page.getByRole('main').getByText('No sense could be made of density').waitFor();
  expect(await mark(page, 'mantine-color-scheme')).toBe('dark');
  await choose(page, 'Density', 'Compact');
  await page.getByText('No sense could be made of density').first().waitFor({ state: 'hidden' });
  const kept = (name: string) => page.evaluate((place) => localStorage.getItem(place), name);
  expect(await kept(`${STORE}.broken`)).toBe(broken);
  expect(JSON.parse((await kept(STORE)) ?? '')).toMatchObject({ theme: 'dark', density: 'compact' });
});
