import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { row } from '../support/window-parts.ts';
import { DRIVER, launchDesktop, listReady } from './launch.ts';
import { serverPid } from './processes.ts';

describe(`a server that crashes, on ${DRIVER}`, () => {
  test('is back on its port, and the window with all that was typed', async () => {
    const { page, home, port } = await launchDesktop({ models: ['add_sub'] });
    await listReady(page, 'add_sub');
    await page.getByPlaceholder(/^Filter by name/).fill('add');
    const states = await page.evaluateHandle(() => {
      const seen: string[] = [];
      window.desktop?.onServerState(({ state }) => seen.push(state));
      return seen;
    });
    const first = await serverPid(home);
    const killedAt = performance.now();
    process.kill(first, 'SIGKILL');

    await page
      .getByRole('alert')
      .filter({ hasText: /^The server (stopped|does not answer|is starting)\./ })
      .waitFor();
    const saidAfter = performance.now() - killedAt;
    await expect
      .poll(
        () =>
          fetch(`http://127.0.0.1:${port}/v2/health/ready`).then(
            ({ status }) => status,
            () => 0,
          ),
        {
          interval: 20,
        },
      )
      .toBe(200);
    const backAfter = performance.now() - killedAt;
    await page.getByRole('status', { name: 'Server' }).getByText('Ready').waitFor();
    await listReady(page, 'add_sub');
    const liveAfter = performance.now() - killedAt;
    const times = [saidAfter, backAfter, liveAfter].map((time) => `${Math.round(time)} ms`);
    console.log(`After kill -9: said in ${times[0]}, server ready in ${times[1]}, list live in ${times[2]}.`);

    expect(await serverPid(home)).not.toBe(first);
    expect(await states.jsonValue()).toEqual([
      'listening',
      'restarting',
      'starting',
      'starting',
      'listening',
    ]);
    expect(await page.getByPlaceholder(/^Filter by name/).inputValue()).toBe('add');
    expect(await readFile(join(home, 'Inferdeck/logs/server.log'), 'utf8')).toContain('ended unexpectedly');
  });

  test('again and again ends in a screen with its log, and buttons that help', async () => {
    const { app, page } = await launchDesktop({ models: ['add_sub'] });
    await listReady(page, 'add_sub');
    await app.evaluate(({ utilityProcess, shell }) => {
      const fork = utilityProcess.fork.bind(utilityProcess);
      utilityProcess.fork = (_entry, ...rest) => fork('/no/such/program.js', ...rest);
      Object.assign(globalThis, { works: () => Object.assign(utilityProcess, { fork }), opened: [] });
      shell.openPath = async (path) => {
        (globalThis as unknown as { opened: string[] }).opened.push(path);
        return '';
      };
    });
    await page.evaluate(() => window.desktop?.restartServer());

    await page.getByRole('heading', { name: 'The server does not run' }).waitFor();
    await page.getByText(/ended unexpectedly with exit code \d+\. It ended 5 times within 60 s\./).waitFor();
    await page.getByRole('region', { name: 'Server log' }).getByText('/no/such/program.js').waitFor();
    await page.getByRole('button', { name: 'Open log folder' }).click();
    await expect
      .poll(() => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened))
      .toEqual([expect.stringMatching(/logs$/)]);

    await app.evaluate(() => (globalThis as unknown as { works: () => void }).works());
    await page.getByRole('button', { name: 'Start without models' }).click();
    await row(page, 'add_sub').getByText('Not loaded').waitFor();
    await page.getByText('No model was loaded at the start.').waitFor();
    await page.getByRole('button', { name: 'Leave safe mode' }).click();
    await listReady(page, 'add_sub');
    await page.getByText('No model was loaded at the start.').waitFor({ state: 'hidden' });
  });

  test('a page whose process crashes is shown again', async () => {
    const { app, page } = await launchDesktop({ models: ['add_sub'] });
    await listReady(page, 'add_sub');
    const crashed = page.waitForEvent('crash');
    const devtools = await page.context().newCDPSession(page);
    void devtools.send('Page.crash').catch(() => {});
    await crashed;
    // The driver takes the page for crashed from here on; the app's own view tells.
    await expect
      .poll(
        () =>
          app.evaluate(async ({ BrowserWindow }) =>
            BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
          ),
        { timeout: 20_000 },
      )
      .toContain('add_sub');
  });
});
