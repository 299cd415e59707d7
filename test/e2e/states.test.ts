import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bindHttp } from '../../server/protocols/listen.ts';
import { accessibilityProblems, accessibilityProblemsInBothSchemes } from '../support/accessibility.ts';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { repositoryOf } from '../support/repository.ts';
import { startWindowServer } from '../support/server.ts';
import { SAMPLES, tempFolder } from '../support/temp.ts';
import { row, rowLink } from '../support/window-parts.ts';

const browser = chromiumForFile();

/** A folder to keep screenshots in. */
const PICTURES = process.env['PICTURES'];

/** A model whose configuration has a typo in its third line. */
async function repositoryWithTypo(): Promise<string> {
  return repositoryOf({
    'detector/config.pbtxt': 'name: "detector"\nbackend: "onnxruntime"\nmax_batch_siz: 16\n',
    'detector/1/model.onnx': await readFile(join(SAMPLES, 'add_sub/1/model.onnx')),
    'fine/1/model.onnx': await readFile(join(SAMPLES, 'mnist_fixed_batch/1/model.onnx')),
  });
}

describe('when there is nothing to show', () => {
  test('without a session the page says how to get in', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page, problems } = await openWindow(browser(), server, { withoutSession: true });
    await page.getByRole('heading', { name: 'Open Inferdeck with its link' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('an empty repository shows what a model folder looks like', async () => {
    const folder = await tempFolder();
    const server = await startWindowServer(folder);
    const { page } = await openWindow(browser(), server);
    await page.getByRole('heading', { name: 'Serve your first model' }).waitFor();
    await page.getByText('No models yet').waitFor();
    expect(await page.getByRole('main').innerText()).toContain(folder);
  });

  test('a repository that is not there is named, with the reason', async () => {
    const missing = join(await tempFolder(), 'nowhere');
    const server = await startWindowServer(missing);
    const { page } = await openWindow(browser(), server);
    await page.getByRole('heading', { name: 'The model repository cannot be read' }).waitFor();
    expect(await page.getByRole('main').getByRole('alert').innerText()).toContain(missing);
  });

  test('a port that was taken is told, with the one instead', async () => {
    const other = createServer();
    onTestFinished(() => void other.close());
    const taken = await bindHttp(other)('127.0.0.1', 0);
    const server = await startWindowServer(SAMPLES, { httpPort: taken, nextFreePort: true });
    const { page } = await openWindow(browser(), server);
    const card = page.getByRole('region', { name: 'Needs attention' });
    await card.getByText(`Served at 127.0.0.1:${server.port}, because ${taken} was taken`).waitFor();
    expect(await accessibilityProblemsInBothSchemes(page)).toEqual([]);
    await card.getByRole('link', { name: 'See what helps' }).click();
    await page.getByText(`Point clients to ${server.port}, or free ${taken}`).waitFor();
  });

  test('an address of a model that does not exist says so', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server, { path: '/models/nobody' });
    await page.getByRole('heading', { name: 'There is no model named “nobody”' }).waitFor();
  });
});

describe('when a model cannot be loaded', () => {
  test('the list gives the reason and the overview marks the place in the file', async () => {
    const server = await startWindowServer(await repositoryWithTypo());
    const { page } = await openWindow(browser(), server);
    await row(page, 'detector').getByText('Unavailable').waitFor();
    expect(await row(page, 'detector').innerText()).toContain('max_batch_siz');
    await rowLink(page, 'detector').click();
    const panel = page.getByRole('region', { name: 'Why it failed' });
    await panel.getByText('config.pbtxt:3:1', { exact: true }).waitFor();
    expect(await panel.getByLabel('Lines 1 to 4').innerText()).toContain('max_batch_siz: 16');
    expect(await panel.innerText()).toMatch(/Read the config\s*failed/);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('the others serve', async () => {
    const server = await startWindowServer(await repositoryWithTypo());
    const { page } = await openWindow(browser(), server);
    await row(page, 'fine').getByText('Ready').waitFor();
    await page.getByRole('heading', { name: '1 of 2 models ready' }).waitFor();
    await page.getByRole('link', { name: 'See why detector failed' }).click();
    await page.getByRole('region', { name: 'Why it failed' }).waitFor();
  });

  test('loading it again in vain says why, and the words stay', async () => {
    const server = await startWindowServer(await repositoryWithTypo());
    const { page } = await openWindow(browser(), server, { path: '/models/detector' });
    await page.getByRole('button', { name: 'Load again', exact: true }).click();
    await page.getByText('detector did not load').waitFor();
  });

  test('the inbox keeps it until it is put away, tries again, and leads to the model', async () => {
    const server = await startWindowServer(await repositoryWithTypo());
    const { page, problems } = await openWindow(browser(), server);
    const inbox = page.getByRole('dialog', { name: 'Inbox' });
    const again = inbox.getByRole('button', { name: 'Try again' });
    await page.getByRole('button', { name: 'Inbox, 1', exact: true }).click();
    await inbox.getByText('Load detector failed').waitFor();
    expect(await inbox.innerText()).toContain('max_batch_siz');
    expect(await accessibilityProblems(page)).toEqual([]);
    for (const colorScheme of PICTURES === undefined ? [] : (['light', 'dark'] as const)) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(PICTURES ?? '', `inbox-${colorScheme}.png`) });
    }

    const answered = page.waitForResponse((response) => response.url().endsWith('/detector/load'));
    await again.click();
    await answered;
    // The one that failed before is put away, the new failure is there.
    await page.getByRole('button', { name: 'Inbox, 1', exact: true }).waitFor();
    await inbox.getByRole('link', { name: 'Open detector' }).click();
    await page.getByRole('region', { name: 'Why it failed' }).waitFor();

    await page.getByRole('button', { name: 'Inbox, 1', exact: true }).click();
    await inbox.getByRole('button', { name: 'Put all away' }).click();
    await inbox.getByText('Nothing failed that you have not seen.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Inbox, empty' }).waitFor();
    // The load that was tried again.
    expect(problems).toEqual([expect.stringContaining('500 (Internal Server Error)')]);
  });
});

describe('when the server is not asked to control models', () => {
  test('load and unload rest, with the flag that would change it', async () => {
    const server = await startWindowServer(SAMPLES, { controlMode: 'none' });
    const { page } = await openWindow(browser(), server, { path: '/models/mnist' });
    const unload = page.getByRole('button', { name: 'Unload', exact: true });
    await unload.waitFor();
    expect(await unload.getAttribute('aria-disabled')).toBe('true');
    await unload.hover();
    await page.getByText('--model-control-mode explicit').waitFor();
  });
});

describe('in a narrow window', () => {
  const viewport = { width: 900, height: 700 };

  test('the list is a drawer that closes once a model is chosen', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server, { path: '/models/mnist', viewport });
    await page.getByRole('button', { name: /^Models/ }).click();
    await row(page, 'add_sub').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await rowLink(page, 'add_sub').click();
    await page.getByRole('heading', { name: 'add_sub' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  test.each([900, 640])('nothing hangs over the edge at %i pixels', async (width) => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server, { viewport: { width, height: 500 } });
    for (const path of [
      '/',
      '/models/mnist',
      '/models/mnist?tab=test',
      '/models/add_sub?tab=test',
      '/settings',
      '/environment',
    ]) {
      await page.goto(`${server.url}#${path}`);
      await page.getByRole('main').getByRole('heading').first().waitFor();
      const over = await page.evaluate(() => {
        const main = document.querySelector('main');
        return [document.documentElement, main].map(
          (box) => (box?.scrollWidth ?? 0) - (box?.clientWidth ?? 0),
        );
      });
      expect(over, path).toEqual([0, 0]);
    }
  });
});
