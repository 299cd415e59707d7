import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accessibilityProblemsOfPlainPage } from '../support/accessibility.ts';
import { row } from '../support/window-parts.ts';
import { dropFiles } from './drop-files.ts';
import { DRIVER, launchDesktop, listReady, sampleRepository } from './launch.ts';
import { serverPid } from './processes.ts';

describe(`while no server answers, on ${DRIVER}`, () => {
  test('the window says what it waits for, and offers a way out when that takes long', async () => {
    const { app, page, home } = await launchDesktop({ models: ['add_sub'] });
    await listReady(page, 'add_sub');
    const other = await sampleRepository(home, 'other', ['mnist']);
    // The next server starts, but stands still until it is woken.
    await app.evaluate(({ dialog, utilityProcess }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
      const fork = utilityProcess.fork.bind(utilityProcess);
      utilityProcess.fork = (...args) => {
        const child = fork(...args);
        child.once('spawn', () => child.pid !== undefined && process.kill(child.pid, 'SIGSTOP'));
        return child;
      };
    }, other);
    await page.evaluate(() => void window.desktop?.chooseRepository());

    await page.getByRole('heading', { name: 'Starting the server' }).waitFor();
    await page.getByText(other).waitFor();
    await page.getByRole('button', { name: 'Choose another repository…' }).waitFor();
    expect(await page.getByRole('button', { name: 'Quit' }).isVisible()).toBe(true);
    expect(await accessibilityProblemsOfPlainPage(page)).toEqual([]);
    expect(await page.evaluate(inlineScript)).toBe('violation of script-src-elem');

    process.kill(await serverPid(home), 'SIGCONT');
    await listReady(page, 'mnist');
    expect(await row(page, 'add_sub').count()).toBe(0);
  });

  test('a server that says why it cannot start is not started again and again', async () => {
    const { app, page } = await launchDesktop({ models: ['add_sub'] });
    await listReady(page, 'add_sub');
    await app.evaluate(({ utilityProcess }) => {
      const fork = utilityProcess.fork.bind(utilityProcess);
      utilityProcess.fork = (entry, args, options) => {
        utilityProcess.fork = fork;
        return fork(entry, [...(args ?? []), '--no-such-flag'], options);
      };
    });
    await page.evaluate(() => window.desktop?.restartServer());
    await page.getByRole('heading', { name: 'The server does not run' }).waitFor();
    await page.getByText('Unknown flag --no-such-flag.').first().waitFor();
    await page.getByText(/^Known flags: --model-repository/).waitFor();
    expect(await accessibilityProblemsOfPlainPage(page)).toEqual([]);
    await page.getByRole('button', { name: 'Restart now' }).click();
    await listReady(page, 'add_sub');
  });

  test('a file dropped on the window, which takes none then, does not replace its page', async () => {
    const { app, page, home } = await launchDesktop({ models: ['add_sub'] });
    await listReady(page, 'add_sub');
    await app.evaluate(({ utilityProcess }) => {
      const fork = utilityProcess.fork.bind(utilityProcess);
      utilityProcess.fork = (entry, args, options) =>
        fork(entry, [...(args ?? []), '--no-such-flag'], options);
    });
    await page.evaluate(() => window.desktop?.restartServer());
    await page.getByRole('heading', { name: 'The server does not run' }).waitFor();

    const file = join(home, 'page.html');
    await writeFile(file, '<title>Dropped</title>');
    const refused = page.evaluate(
      () =>
        new Promise((resolve) => {
          // A turn later every listener has run, the shell's included.
          const later = (event: DragEvent) => setTimeout(() => resolve(event.defaultPrevented));
          window.addEventListener('dragover', later, { once: true });
        }),
    );
    await page.evaluate(() => 'the listener is there');
    await dropFiles(page, [file], 20, 300);
    expect(await refused).toBe(true);
    expect(await page.getByRole('heading', { name: 'The server does not run' }).isVisible()).toBe(true);
  });
});

/** Puts a script into the page. @returns what came of it */
function inlineScript(): Promise<string> {
  return new Promise((resolve) => {
    document.addEventListener('securitypolicyviolation', (event) =>
      resolve(`violation of ${event.effectiveDirective}`),
    );
    window.addEventListener('message', () => resolve('it ran'));
    const script = document.createElement('script');
    script.textContent = 'window.postMessage("here")';
    document.body.append(script);
  });
}
