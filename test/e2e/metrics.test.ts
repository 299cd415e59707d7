import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { testDriver } from '../support/nvml/nvml-library.ts';
import { startWindowServer, type TestServer } from '../support/server.ts';
import { SAMPLES } from '../support/temp.ts';

const browser = chromiumForFile();

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** Sends requests of some rows for `mnist`, and waits for the answers. */
async function send(server: TestServer, sizes: readonly number[]): Promise<void> {
  const answers = sizes.map(async (rows) => {
    const input = {
      name: 'image',
      datatype: 'FP32',
      shape: [rows, 1, 28, 28],
      data: Array(784 * rows).fill(0),
    };
    await (await server.post('/v2/models/mnist/infer', { inputs: [input] })).arrayBuffer();
  });
  await Promise.all(answers);
}

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

describe('charts', () => {
  test('count exactly what was sent, and show it as a table and as a file', async () => {
    const server = await startWindowServer(SAMPLES, { loadModels: ['mnist'] });
    const { page, problems } = await openWindow(browser(), server, { path: '/metrics' });
    const batches = card(page, 'Batch size');
    await batches.getByText('No batch ran in this time.').waitFor();
    const sizes = [64, 64, 64, 40, 40];
    await send(server, sizes);
    await batches.getByText('executions 5').waitFor();
    await batches.getByRole('button', { name: 'Batch size as a table' }).click();
    const rows = batches.getByRole('row');
    await expect.poll(() => rows.allInnerTexts()).toEqual(['Rows\tExecutions', '40\t2', '64\t3']);

    const requests = card(page, 'Requests');
    const downloading = page.waitForEvent('download');
    await requests.getByRole('button', { name: 'Export Requests' }).click();
    await page.getByRole('menuitem', { name: 'Values as CSV' }).click();
    const lines = (await readFile(await (await downloading).path(), 'utf8')).trim().split('\r\n');
    expect(lines[0]).toBe('time,mnist');
    const total = lines.slice(1).reduce((sum, line) => sum + Number(line.split(',')[1]), 0);
    expect(Math.round(total)).toBe(5);

    const picture = page.waitForEvent('download');
    await requests.getByRole('button', { name: 'Export Requests' }).click();
    await page.getByRole('menuitem', { name: 'Picture as PNG' }).click();
    const png = await readFile(await (await picture).path());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(problems).toEqual([]);
  });

  test('stop when they are told to, and go on', async () => {
    const server = await startWindowServer(SAMPLES, { loadModels: ['mnist'] });
    const { page } = await openWindow(browser(), server, { path: '/metrics' });
    const batches = card(page, 'Batch size');
    await batches.getByText('executions 0').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    const next = page.waitForResponse((response) => response.url().includes('/desk/metrics'));
    await send(server, [1]);
    await page.getByText('15 min').click();
    await next;
    expect(await batches.getByText('executions 0').count()).toBe(1);
    await page.getByRole('button', { name: /^Go on/ }).click();
    await batches.getByText('executions 1').waitFor();
  });

  test('mark what happened, and have one crosshair', async () => {
    const server = await startWindowServer(SAMPLES, { loadModels: [] });
    const { page } = await openWindow(browser(), server, { path: '/metrics' });
    const events = page.getByRole('region', { name: 'Events' });
    await events.getByText('the server started').waitFor();
    await server.post('/v2/repository/models/add_sub/load');
    await events.getByText('add_sub loaded').waitFor();
    await expect.poll(() => page.locator('[title="add_sub loaded"]').count()).toBe(5);
    const box = await page.locator('[title="add_sub loaded"]').first().boundingBox();
    await page.mouse.move((box?.x ?? 0) - 20, (box?.y ?? 0) + 60);
    await page.keyboard.press('p');
    await page.getByRole('button', { name: /pinned/ }).click();
    expect(await page.getByRole('button', { name: /pinned/ }).count()).toBe(0);
  });
});
