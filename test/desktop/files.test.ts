import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dropFiles } from './drop-files.ts';
import { SAMPLES } from '../support/temp.ts';
import { DRIVER, desktopForFile, startAgain } from './launch.ts';

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

  test('a model opened with the app is shown with what would be made of it, and nothing is made yet', async () => {
    const { page, home } = desktop();
    const file = join(home, 'from outside.onnx');
    await copyFile(join(SAMPLES, 'mnist/2/model.onnx'), file);
    expect(await startAgain(home, [file])).toBe(0);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('from_outside').first().waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await readdir(join(home, 'repo'))).toEqual(['add_sub']);
  });

  test('a model that macOS hands over by its event is shown, too', async () => {
    const { app, page, home } = desktop();
    const file = join(home, 'by event.onnx');
    await copyFile(join(SAMPLES, 'mnist/2/model.onnx'), file);
    await app.evaluate(
      ({ app: electron }, path) => electron.emit('open-file', new Event('open-file'), path),
      file,
    );
    const dialog = page.getByRole('dialog');
    await dialog.getByText('by_event').first().waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
  });

  test('a comparison opened with the app is run and shown; a broken one says why not', async () => {
    const { page, home } = desktop();
    const side = { kind: 'version', model: 'add_sub', version: 1 };
    const plan = { a: side, b: side, set: { kind: 'random', count: 4, seed: 1 }, warmUp: 0 };
    await writeFile(join(home, 'same.inferdeck'), JSON.stringify(plan));
    await writeFile(join(home, 'broken.inferdeck'), '{}');
    expect(await startAgain(home, [join(home, 'broken.inferdeck')])).toBe(0);
    await page.getByText('broken.inferdeck is no comparison that Inferdeck saved.').waitFor();
    expect(await startAgain(home, [join(home, 'same.inferdeck')])).toBe(0);
    await page.getByRole('button', { name: 'Export' }).waitFor();
    expect(new URL(page.url()).hash + new URL(page.url()).pathname).toContain('/compare/add_sub');
  });
});
