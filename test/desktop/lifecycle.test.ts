import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { row } from '../support/window-parts.ts';
import { DRIVER, desktopHome, launchDesktop, listReady, sampleRepository, startAgain } from './launch.ts';
import { processesOf, serverPid } from './processes.ts';

describe(`the life of the app, on ${DRIVER}`, () => {
  test('it opens on its own copy of the samples', async () => {
    const { page, home } = await launchDesktop();
    await listReady(page, 'add_sub', 'mnist', 'mnist_embedding', 'mnist_fixed_batch');
    expect(await readFile(join(home, 'Inferdeck/models/mnist/config.pbtxt'), 'utf8')).toContain('mnist');
  });

  test('closing the window ends the app, the server and the browser', async () => {
    const { app, child, page, home, port } = await launchDesktop({ models: ['add_sub'] });
    await listReady(page, 'add_sub');
    const ended = app.waitForEvent('close');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await ended;
    expect(child.exitCode).toBe(0);
    await expect.poll(() => processesOf(home)).toEqual([]);
    await expect(fetch(`http://127.0.0.1:${port}/v2/health/live`)).rejects.toThrow();
  });

  test('quitting lets the server finish, and ends after it', async () => {
    const { app, page, home, quit, written } = await launchDesktop({ models: ['add_sub'] });
    await listReady(page, 'add_sub');
    await app.evaluate(
      ({ app: electron }, server) =>
        electron.on('quit', () => {
          try {
            process.kill(server, 0);
            console.log('The server still runs.');
          } catch {
            console.log('The server is gone.');
          }
        }),
      await serverPid(home),
    );
    await quit();
    expect(written()).toContain('The server is gone.');
    expect(await readFile(join(home, 'Inferdeck/logs/server.log'), 'utf8')).toContain(
      'Waiting for in-flight requests to complete.',
    );
  });

  test('an app that is killed leaves no server behind', async () => {
    const { child, page, home } = await launchDesktop({ models: ['add_sub'] });
    await listReady(page, 'add_sub');
    child.kill('SIGKILL');
    await expect.poll(() => processesOf(home)).toEqual([]);
  });

  test('starting it again brings the window to the front, with the repository of the new start', async () => {
    const { app, page, home } = await launchDesktop({ models: ['add_sub'] });
    await listReady(page, 'add_sub');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
    const other = await sampleRepository(home, 'other', ['mnist']);
    expect(await startAgain(home, ['--model-repository', other])).toBe(0);
    await listReady(page, 'mnist');
    expect(await row(page, 'add_sub').count()).toBe(0);
    const windows = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((each) => each.isMinimized()),
    );
    expect(windows).toEqual([false]);
  });

  test('it comes back with the repository it served last', async () => {
    const home = await desktopHome();
    const repository = await sampleRepository(home, 'mine', ['add_sub']);
    const first = await launchDesktop({ home });
    await listReady(first.page, 'mnist');
    await first.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    }, repository);
    await first.page.evaluate(() => void window.desktop?.chooseRepository());
    await listReady(first.page, 'add_sub');
    await first.quit();
    const second = await launchDesktop({ home });
    await listReady(second.page, 'add_sub');
  });

  test('settings that cannot be read do not keep it from starting', async () => {
    const home = await desktopHome();
    await mkdir(join(home, 'Inferdeck'), { recursive: true });
    await writeFile(join(home, 'Inferdeck/settings.json'), '{"window": {"x": 1');
    const { page } = await launchDesktop({ home, models: ['add_sub'] });
    await listReady(page, 'add_sub');
    expect(await readFile(join(home, 'Inferdeck/settings.json.broken'), 'utf8')).toBe('{"window": {"x": 1');
    await page
      .getByText(/settings\.json could not be read; it was kept as .*settings\.json\.broken/)
      .waitFor();
  });

  test('in safe mode nothing of earlier is restored, and no model is loaded', async () => {
    const home = await desktopHome();
    const last = await sampleRepository(home, 'last', ['add_sub']);
    await mkdir(join(home, 'Inferdeck'), { recursive: true });
    await writeFile(join(home, 'Inferdeck/settings.json'), JSON.stringify({ repository: last }));
    const { page } = await launchDesktop({ home, args: ['--safe-mode'] });
    await row(page, 'mnist').getByText('Not loaded').waitFor();
    await page.getByText('Safe mode.').waitFor();
  });

  test('the frame follows the theme that the page chooses', async () => {
    const { app, page } = await launchDesktop({ models: ['add_sub'] });
    await listReady(page, 'add_sub');
    await page.evaluate(() => window.desktop?.setTheme('dark'));
    await expect
      .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
      .toBe(true);
    const colour = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getBackgroundColor(),
    );
    expect(colour).toBe('#16191D');
  });
});
