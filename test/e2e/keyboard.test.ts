import { describe, expect, test } from 'vitest';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { startWindowServer } from '../support/server.ts';
import { tabTo } from '../support/tab-to.ts';
import { SAMPLES } from '../support/temp.ts';
import { pad, resultCard, row } from '../support/window-parts.ts';
import type { Page } from 'playwright-core';

const browser = chromiumForFile();

async function press(page: Page, key: string, times = 1): Promise<void> {
  for (let time = 0; time < times; time++) await page.keyboard.press(key);
}

describe('without a mouse', () => {
  test('find a model, draw a one, run it, unload it from the palette', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page, problems } = await openWindow(browser(), server);
    await row(page, 'mnist').waitFor();

    await press(page, '/');
    await page.keyboard.type('mnist_f');
    await press(page, 'ArrowDown');
    await press(page, 'Enter');
    await page.getByRole('heading', { name: 'mnist_fixed_batch' }).waitFor();

    await press(page, 'Control+e');
    await tabTo(page, page.locator('[role=application]'));
    await press(page, 'ArrowUp', 10);
    await press(page, 'Space');
    await press(page, 'ArrowDown', 20);
    await press(page, 'Space');
    await press(page, 'Control+Enter');
    await resultCard(page).getByText('It says 1').waitFor();

    await press(page, 'Control+k');
    await page.getByRole('dialog').getByLabel('Search or run a command').fill('unload fixed');
    await page.getByRole('dialog').getByText('Unload mnist_fixed_batch').waitFor();
    await press(page, 'Enter');
    await row(page, 'mnist_fixed_batch').getByText('Not loaded').waitFor();
    expect(problems).toEqual([]);
  });

  test('arrows walk the list, and only one row is a stop for Tab', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server);
    await row(page, 'add_sub').waitFor();
    expect(await page.locator('[data-row][tabindex="0"]').count()).toBe(1);
    await page.locator('[data-row="add_sub"]').focus();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-row'));
    await press(page, 'ArrowDown', 2);
    await expect.poll(focused).toBe('mnist_embedding');
    await press(page, 'Home');
    await expect.poll(focused).toBe('add_sub');
    await press(page, 'End');
    await expect.poll(focused).toBe('mnist_fixed_batch');
    await press(page, 'ArrowUp');
    await expect.poll(focused).toBe('mnist_embedding');
  });

  test('the focus can be seen wherever Tab leads', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server, { path: '/models/mnist?tab=test' });
    await pad(page).waitFor();
    const unseen = new Set<string>();
    for (let step = 0; step < 30; step++) {
      await press(page, 'Tab');
      const place = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return '';
        // Some controls are drawn by the element beside or around them.
        const drawn = [element, element.parentElement, element.nextElementSibling];
        const seen = drawn.some((one) => one !== null && getComputedStyle(one).outlineStyle !== 'none');
        return seen ? '' : (element.getAttribute('aria-label') ?? element.outerHTML.slice(0, 120));
      });
      if (place !== '') unseen.add(place);
    }
    expect([...unseen]).toEqual([]);
  });

  test('the palette lists every command with its shortcut and returns the focus when it closes', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server, { path: '/models/mnist' });
    const button = page.getByRole('button', { name: /^Test/ });
    await button.focus();
    await press(page, 'Control+k');
    const palette = page.getByRole('dialog');
    await palette.getByText('Test mnist').waitFor();
    expect(await palette.innerText()).toMatch(/Test mnist\s+Ctrl E/);
    await press(page, 'Escape');
    await palette.waitFor({ state: 'hidden' });
    await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});
