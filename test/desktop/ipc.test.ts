import { createServer } from 'node:http';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DRIVER, desktopForFile } from './launch.ts';

const desktop = desktopForFile();

describe(`what the page gets, on ${DRIVER}`, () => {
  test('a handful of named functions, and nothing of Node or Electron', async () => {
    const { app, page } = desktop();
    expect(await page.evaluate(() => Object.keys(window.desktop ?? {}).sort())).toEqual([
      'addRepository',
      'chooseRepository',
      'notify',
      'onRequest',
      'onServerState',
      'openLogFolder',
      'openRecentRepository',
      'pathForFile',
      'platform',
      'quit',
      'recentRepositories',
      'removeRepository',
      'restartSafely',
      'restartServer',
      'serverLog',
      'serverState',
      'setTheme',
      'takeRequests',
    ]);
    const privileged = ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'];
    expect(await page.evaluate((names) => names.filter((name) => name in globalThis), privileged)).toEqual(
      [],
    );
    expect(await page.evaluate(() => Object.isFrozen(window.desktop))).toBe(true);
    expect(await app.evaluate(({ app: electron }) => electron.commandLine.hasSwitch('enable-sandbox'))).toBe(
      true,
    );
  });

  test('calls answer, and say what was wrong with their arguments', async () => {
    const { page, port } = desktop();
    expect(await page.evaluate(() => window.desktop?.serverState())).toMatchObject({
      state: 'listening',
      url: `http://127.0.0.1:${port}/`,
      repositories: [expect.stringMatching(/repo$/)],
    });
    expect(await page.evaluate(() => window.desktop?.serverLog())).not.toEqual([]);
    const refused = page.evaluate(() => {
      const setTheme = window.desktop?.setTheme as ((theme: string) => Promise<void>) | undefined;
      return setTheme?.('pink');
    });
    await expect(refused).rejects.toThrow(/Wrong arguments: .*"system"\|"light"\|"dark"/);
  });

  test('listeners hear the present state, every later one, and nothing after they end', async () => {
    const { page } = desktop();
    const heard = await page.evaluate(async () => {
      const states: string[] = [];
      await new Promise<void>((resolve) => {
        const end = window.desktop?.onServerState(({ state }) => {
          states.push(state);
          if (state === 'stopping') resolve(end?.());
        });
        void window.desktop?.serverState().then(() => window.desktop?.restartServer());
      });
      await new Promise<void>((resolve) => {
        window.desktop?.onServerState(({ state }) => state === 'listening' && resolve());
      });
      return states;
    });
    expect(heard).toEqual(['listening', 'stopping']);
  });

  test('permissions are denied, but to fill the clipboard', async () => {
    const { page } = desktop();
    const asked = ['geolocation', 'notifications', 'camera', 'midi', 'clipboard-read', 'clipboard-write'];
    await expect
      .poll(() =>
        page.evaluate(
          (names) =>
            Promise.all(
              names.map(
                async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
              ),
            ),
          asked,
        ),
      )
      .toEqual(['denied', 'denied', 'denied', 'denied', 'denied', 'granted']);
  });

  test('a page that is not ours is not heard', async () => {
    const { app, page } = desktop();
    const server = createServer((_request, response) => response.end('foreign')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    // The window is led away here, so this comes last.
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
    await app.evaluate(
      ({ BrowserWindow }, foreign) => BrowserWindow.getAllWindows()[0]?.loadURL(foreign),
      url,
    );
    await page.waitForURL(url);
    const answer = page.evaluate(() => window.desktop?.serverLog());
    await expect(answer).rejects.toThrow('This page may not call the desktop.');
  });
});
