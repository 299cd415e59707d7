import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { ServerState } from '../../electron/contract.ts';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { startWindowServer } from '../support/server.ts';
import { SAMPLES } from '../support/temp.ts';
import { row } from '../support/window-parts.ts';

const browser = chromiumForFile();

/** A bridge that notes what it is asked and says what it is told to say. The real one is tested with the shell. */
async function giveDesktop(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const calls: string[] = [];
    const listeners: ((state: unknown) => void)[] = [];
    const noting = (name: string) => async (argument?: string) =>
      void calls.push(argument === undefined ? name : `${name} ${argument}`);
    const names = [
      'serverState',
      'serverLog',
      'restartServer',
      'recentRepositories',
      'notify',
      'chooseRepository',
      'addRepository',
      'openLogFolder',
      'setTheme',
      'quit',
    ];
    const desktop = {
      ...Object.fromEntries(names.map((name) => [name, noting(name)])),
      platform: 'linux',
      onRequest: () => () => {},
      onServerState: (listener: (state: unknown) => void) => void listeners.push(listener),
    };
    Object.assign(window, {
      desktop,
      calls,
      tell: (state: unknown) => listeners.forEach((listener) => listener(state)),
    });
  });
  await page.reload();
}

function callsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate('calls');
}

async function tell(page: Page, state: ServerState): Promise<void> {
  await page.evaluate(`tell(${JSON.stringify(state)})`);
}

describe('in the desktop app', () => {
  test('the frame follows the theme that is chosen', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server);
    await giveDesktop(page);
    await page.getByRole('button', { name: 'Theme' }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await expect.poll(() => callsOf(page)).toContain('setTheme dark');
    expect((await callsOf(page))[0]).toBe('setTheme system');
  });

  test('a folder can be opened from the start page and from the palette', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server);
    await giveDesktop(page);
    await page.getByRole('button', { name: 'Open a repository folder…' }).click();
    await expect.poll(() => callsOf(page)).toContain('chooseRepository');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByLabel('Search or run a command').fill('log folder');
    await page.getByRole('dialog').getByText('Open the log folder').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => callsOf(page)).toContain('openLogFolder');
  });

  test('a crashed server says why, when it is tried again, and can be started at once', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server);
    await giveDesktop(page);
    await row(page, 'mnist').waitFor();
    const restartAt = new Date(Date.now() + 60_000).toISOString();
    const reason = 'The server process ended unexpectedly with exit code 139.';
    await tell(page, {
      state: 'restarting',
      reason,
      attempt: 2,
      attempts: 5,
      restartAt,
      repositories: [SAMPLES],
      safe: false,
    });
    await server.close();
    const banner = page.getByRole('alert').filter({ hasText: reason });
    await banner.getByText(/Restarting in \d+ s, try 2 of 5/).waitFor();
    await banner.getByRole('button', { name: 'Restart now' }).click();
    await expect.poll(() => callsOf(page)).toContain('restartServer');
  });
});
