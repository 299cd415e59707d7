import { describe, expect, test } from 'vitest';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { startWindowServer } from '../support/server.ts';
import { spawnServer } from '../support/server-process.ts';
import { SAMPLES } from '../support/temp.ts';
import { draw, pad, row, THREE } from '../support/window-parts.ts';

const browser = chromiumForFile();
const SECRET = 'kept-by-a-supervisor';

describe('a server that goes away', () => {
  test('is said at once; states become unknown, actions rest, and all of it comes back by itself', async () => {
    const first = await spawnServer(SAMPLES, { sessionSecret: SECRET });
    const { page } = await openWindow(browser(), first, { path: '/models/mnist?tab=test' });
    await draw(page, THREE);
    await row(page, 'mnist').getByText('Ready · v1, v2').waitFor();
    await first.crash();

    const banner = page.getByRole('alert').filter({ hasText: 'The server does not answer.' });
    await banner.waitFor();
    await page.getByText(/^Unknown since \d\d:\d\d:\d\d$/).waitFor();
    await row(page, 'mnist').getByText('Unknown · Ready before').waitFor();
    expect(await page.getByRole('button', { name: /^Run/ }).getAttribute('aria-disabled')).toBe('true');
    expect(
      await page.getByRole('button', { name: 'Unload', exact: true }).getAttribute('aria-disabled'),
    ).toBe('true');
    await page.getByRole('status', { name: 'Server' }).getByText('Not answering').waitFor();

    await spawnServer(SAMPLES, { sessionSecret: SECRET, port: first.port });
    await banner.waitFor({ state: 'hidden' });
    await row(page, 'mnist').getByText('Ready · v1, v2').waitFor();
    // What was drawn is still there, and works.
    expect(await pad(page).isVisible()).toBe(true);
    const run = page.getByRole('button', { name: /^Run/ });
    await expect.poll(() => run.getAttribute('aria-disabled')).not.toBe('true');
    await page.keyboard.press('Control+Enter');
    await page.getByText('It says 3').waitFor();
  });

  test('and comes back without knowing this browser asks for its link', async () => {
    const first = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), first);
    await row(page, 'mnist').waitFor();
    await first.close();
    const second = await startWindowServer(SAMPLES, { httpPort: first.port });
    await page.getByRole('heading', { name: 'Open Inferdeck with its link' }).waitFor();
    await page.context().request.get(second.link);
    await row(page, 'mnist').waitFor();
  });
});
