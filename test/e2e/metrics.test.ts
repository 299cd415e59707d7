import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { testDriver } from '../support/nvml/nvml-library.ts';
import { startWindowServer } from '../support/server.ts';
import { SAMPLES } from '../support/temp.ts';

const browser = chromiumForFile();

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

describe('graphics cards', () => {
  test('are shown with what they tell, and with why they do not', async () => {
    const driver = await testDriver();
    const server = await startWindowServer(SAMPLES, {
      loadModels: [],
      devicePlaces: { nvmlLibrary: driver.library, drmFolder: '/nowhere' },
    });
    const { page, problems } = await openWindow(browser(), server, { path: '/metrics' });
    const first = card(page, 'GPU 0');
    await first.getByText('41 %').waitFor();
    for (const words of ['6.1 of 24 GB', '187 of 450 W', '58 of 90 °C', 'Full clock, 2,520 MHz']) {
      await first.getByText(words).waitFor();
    }
    const second = card(page, 'GPU 1');
    await second.getByText('NVIDIA A30, MIG slice 1g.6gb, driver 560.35.03').waitFor();
    await second.getByText('0.4 of 6 GB').waitFor();
    await second.getByText('Unknown').waitFor();
    await second.getByText(/does not report utilisation for a card that is split by MIG/).waitFor();
    await page.getByRole('link', { name: /GPU 0 41 % 6.1 \/ 24.0 GB/ }).waitFor();

    await driver.happen('no-power', 'gone', 'hot');
    await first.getByText('Slowed down: power limit reached, too hot').waitFor();
    await first.getByText('Unknown').waitFor();
    expect(await first.getByText(/^0 .*W$/).count()).toBe(0);
    await second.getByText(/Lost since \d\d:\d\d:\d\d/).waitFor();
    expect(problems).toEqual([]);
  });

  test('that are not there say what would help', async () => {
    const places = { nvmlLibrary: '/nowhere/libnvidia-ml.so.1', drmFolder: '/nowhere' };
    const server = await startWindowServer(SAMPLES, { loadModels: [], devicePlaces: places });
    const { page } = await openWindow(browser(), server, { path: '/metrics' });
    await card(page, 'No GPU').getByText('No NVIDIA driver is installed.').waitFor();
    await card(page, 'CPU')
      .getByText(/Server process/)
      .waitFor();
  });
});
