import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dropFiles } from './drop-files.ts';
import { DRIVER, desktopForFile } from './launch.ts';

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
});
