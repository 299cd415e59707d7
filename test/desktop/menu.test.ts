import { describe, expect, test } from 'vitest';
import { row } from '../support/window-parts.ts';
import { DRIVER, desktopForFile, listReady, sampleRepository } from './launch.ts';
import { serverPid } from './processes.ts';

const desktop = desktopForFile();

describe(`the menu, on ${DRIVER}`, () => {
  test('leaves everything as it is when no folder is chosen', async () => {
    const { app, page, home } = desktop();
    const before = await serverPid(home);
    await app.evaluate(async ({ dialog, Menu }) => {
      const asked = new Promise<void>((resolve) => {
        dialog.showOpenDialog = async () => {
          resolve();
          return { canceled: true, filePaths: [] };
        };
      });
      Menu.getApplicationMenu()?.getMenuItemById('desktop:repository')?.click();
      await asked;
    });
    expect(await page.evaluate(() => window.desktop?.serverState())).toMatchObject({ state: 'listening' });
    expect(await serverPid(home)).toBe(before);
  });

  test('says in a dialog what did not work', async () => {
    const { app, home } = desktop();
    const said = await app.evaluate(
      ({ dialog, Menu }, chosen) =>
        new Promise((resolve) => {
          dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
          dialog.showErrorBox = (_title, content) => resolve(content);
          Menu.getApplicationMenu()?.getMenuItemById('desktop:repository')?.click();
        }),
      `${home}/repo/add_sub/config.pbtxt`,
    );
    expect(said).toMatch(/config\.pbtxt is not a folder\./);
  });

  test('restarts the server', async () => {
    const { app, page, home, port } = desktop();
    const before = await serverPid(home);
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('desktop:restart')?.click());
    await expect.poll(() => serverPid(home).catch(() => before)).not.toBe(before);
    await listReady(page, 'add_sub');
    expect(await page.evaluate(() => window.desktop?.serverState())).toMatchObject({
      url: `http://127.0.0.1:${port}/`,
    });
  });

  test('gives the page the commands that it offers there', async () => {
    const { app, page } = desktop();
    const choose = (id: string) =>
      app.evaluate(({ Menu }, chosen) => Menu.getApplicationMenu()?.getMenuItemById(chosen)?.click(), id);
    await choose('settings');
    await page.getByRole('heading', { name: 'Settings' }).first().waitFor();
    await choose('logs');
    await page.getByRole('heading', { name: 'Logs' }).first().waitFor();
    await choose('start');
    await page.getByRole('heading', { name: /model/ }).first().waitFor();
  });

  test('opens another repository', async () => {
    const { app, page, home } = desktop();
    const other = await sampleRepository(home, 'other', ['mnist']);
    await app.evaluate(({ dialog, Menu }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
      Menu.getApplicationMenu()?.getMenuItemById('desktop:repository')?.click();
    }, other);
    await listReady(page, 'mnist');
    expect(await row(page, 'add_sub').count()).toBe(0);
    const recent = page.getByRole('region', { name: 'Recent repositories' }).getByRole('button');
    await expect.poll(() => recent.allInnerTexts()).toEqual([`${home}/repo`]);
    const first = await app.evaluate(
      ({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('recent:0')?.label,
    );
    expect(first).toBe(`${home}/repo`);
    await recent.click();
    await listReady(page, 'add_sub');
    await expect.poll(() => recent.allInnerTexts()).toEqual([other]);
  });

  test('serves another folder beside the one, and takes it away again', async () => {
    const { app, page, home } = desktop();
    const [served = ''] = (await page.evaluate(() => window.desktop?.serverState()))?.repositories ?? [];
    const beside = await sampleRepository(home, 'beside', ['mnist_embedding']);
    const chosen = async (folder: string) =>
      app.evaluate(({ dialog }, path) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
      }, folder);
    await chosen(beside);
    await app.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.getMenuItemById('desktop:repository:add')?.click(),
    );
    await listReady(page, 'mnist_embedding');
    await listReady(page, 'add_sub');
    const twice = page.evaluate(() => window.desktop?.addRepository());
    await expect(twice).rejects.toThrow(`${beside} is served already.`);
    await page.getByRole('button', { name: `Stop serving ${beside}` }).click();
    await expect.poll(() => row(page, 'mnist_embedding').count()).toBe(0);
    await listReady(page, 'add_sub');
    const last = page.evaluate((folder) => window.desktop?.removeRepository(folder), served);
    await expect(last).rejects.toThrow(`${served} is the only repository that is served.`);
  });

  test('a page cannot have any folder served that it names', async () => {
    const { page } = desktop();
    const refused = page.evaluate(() => window.desktop?.openRecentRepository('/etc'));
    await expect(refused).rejects.toThrow('/etc was not served before.');
  });
});
