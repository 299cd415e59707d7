import { describe, expect, test } from 'vitest';
import { DRIVER, desktopForFile } from './launch.ts';

const desktop = desktopForFile();

interface Shown {
  readonly title: string;
  readonly body: string;
  emit(event: 'click'): void;
}

describe(`beside the window, on ${DRIVER}`, () => {
  test('the tray tells how the server is, and has the window brought to the front', async () => {
    const { app, port } = desktop();
    const told = await app.evaluate(({ Tray }) => {
      const { current } = Tray as unknown as {
        current: { toolTip: string; menu: Electron.Menu; emit(event: string): void };
      };
      return {
        toolTip: current.toolTip,
        labels: current.menu.items.map(({ label }) => label).filter(Boolean),
      };
    });
    expect(told.toolTip).toBe(`Inferdeck: serving at 127.0.0.1:${port}`);
    expect(told.labels).toEqual([
      `serving at 127.0.0.1:${port}`,
      'Show the window',
      'Restart the server',
      'Quit',
    ]);
  });

  test('a notice is for a person who looks elsewhere, and leads back to the window', async () => {
    const { app, page } = desktop();
    const shown = () =>
      app.evaluate(({ Notification }) =>
        (Notification as unknown as { shown: Shown[] }).shown.map(({ title, body }) => [title, body]),
      );
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
    await page.evaluate(() => window.desktop?.notify('Seen', 'by the person'));
    expect(await shown()).toEqual([]);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur());
    await page.evaluate(() => window.desktop?.notify('Load mnist is done', 'v2 serves.'));
    expect(await shown()).toEqual([['Load mnist is done', 'v2 serves.']]);
    const focused = await app.evaluate(({ BrowserWindow, Notification }) => {
      (Notification as unknown as { shown: Shown[] }).shown[0]?.emit('click');
      return BrowserWindow.getAllWindows()[0]?.isFocused();
    });
    expect(focused).toBe(true);
  });
});
