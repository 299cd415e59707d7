import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { DRIVER, desktopForFile, listReady } from './launch.ts';

/** Drags files of the disk over the page and drops them there, as the system does. */
async function dropFiles(page: Page, files: readonly string[], x: number, y: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    const data = { items: [], files: [...files], dragOperationsMask: 1 };
    await devtools.send('Input.dispatchDragEvent', { type, x, y, data });
  }
}

const desktop = desktopForFile();

describe(`files from the disk, on ${DRIVER}`, () => {
  test('a dropped file and a dropped folder tell the page where they lie', async () => {
    const { page, home } = desktop();
    const file = join(home, 'größe 1.onnx');
    const folder = join(home, 'new model');
    await writeFile(file, 'model');
    await mkdir(folder);
    const dropped = page.evaluate(
      () =>
        new Promise((resolve) => {
          const { body } = document;
          const allow = (event: DragEvent) => event.preventDefault();
          const take = (event: DragEvent) => {
            event.preventDefault();
            body.removeEventListener('dragover', allow);
            resolve([...(event.dataTransfer?.files ?? [])].map((each) => window.desktop?.pathForFile(each)));
          };
          body.addEventListener('dragover', allow);
          body.addEventListener('drop', take, { once: true });
        }),
    );
    await page.evaluate(() => 'the listeners are there');
    await dropFiles(page, [file, folder], 20, 300);
    expect(await dropped).toEqual([file, folder]);
  });

  test('a file that the page made up lies nowhere', async () => {
    const { page } = desktop();
    expect(await page.evaluate(() => window.desktop?.pathForFile(new File(['x'], 'made-up.onnx')))).toBe('');
  });

  test('a file dropped where nothing takes it does not replace the page', async () => {
    const { page, home } = desktop();
    const file = join(home, 'page.html');
    await writeFile(file, '<title>Dropped</title>');
    const url = page.url();
    const refused = page.evaluate(
      () =>
        new Promise((resolve) =>
          // The window's listener runs after the page's: a turn later both have.
          window.addEventListener('dragover', (event) =>
            setTimeout(() => resolve(event.dataTransfer?.dropEffect)),
          ),
        ),
    );
    await page.evaluate(() => 'the listener is there');
    await dropFiles(page, [file], 20, 300);
    await refused;
    expect(page.url()).toBe(url);
    expect(await page.title()).not.toBe('Dropped');
    await listReady(page, 'add_sub');
  });
});
