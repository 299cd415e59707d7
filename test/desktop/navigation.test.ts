import { createServer } from 'node:http';
import { once } from 'node:events';
import type { ElectronApplication } from 'playwright-core';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { DRIVER, type Desktop, desktopForFile, launchDesktop, listReady } from './launch.ts';

/** A web site that is not ours; `?to=` redirects to the address given. @param asked hears of each path that is asked for */
async function foreignSite(asked: (path: string) => void = () => {}): Promise<string> {
  const server = createServer((request, response) => {
    asked(request.url ?? '');
    const to = new URL(request.url ?? '/', 'http://localhost').searchParams.get('to');
    response.writeHead(to === null ? 200 : 302, { 'content-type': 'text/html', ...(to && { location: to }) });
    response.end('<title>Foreign</title>');
  }).listen(await freePort(), '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
}

const desktop = desktopForFile();

beforeEach(async () => {
  await desktop().app.evaluate(({ shell }) => {
    Object.assign(globalThis, { outside: [] });
    shell.openExternal = async (url) => {
      (globalThis as unknown as { outside: string[] }).outside.push(url);
    };
  });
});

function outside(app: ElectronApplication): Promise<readonly string[]> {
  return app.evaluate(() => (globalThis as unknown as { outside: string[] }).outside);
}

function follow(page: Desktop['page'], href: string, target = ''): Promise<void> {
  return page.evaluate(
    ([url, frame]) => {
      const link = document.createElement('a');
      Object.assign(link, { href: url, target: frame });
      document.body.append(link);
      link.click();
    },
    [href, target] as const,
  );
}

describe(`where the window can be led, on ${DRIVER}`, () => {
  test('a link to the web opens in the browser, once, and the window stays', async () => {
    const { app, page, port } = desktop();
    await follow(page, 'https://onnx.ai/');
    await expect.poll(() => outside(app)).toEqual(['https://onnx.ai/']);
    await follow(page, 'https://onnx.ai/blank', '_blank');
    await expect.poll(() => outside(app)).toEqual(['https://onnx.ai/', 'https://onnx.ai/blank']);
    expect(new URL(page.url()).port).toBe(String(port));
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('a foreign page is refused, by link and by script', async () => {
    const { app, page, port } = desktop();
    const site = await foreignSite();
    await follow(page, site);
    await page.evaluate((url) => location.assign(url), site);
    await page.evaluate((url) => void window.open(url), site);
    // What comes after what was refused is answered by the page that stayed.
    await follow(page, 'https://onnx.ai/last');
    await expect.poll(() => outside(app)).toEqual(['https://onnx.ai/last']);
    expect(new URL(page.url()).port).toBe(String(port));
    expect(await page.title()).not.toBe('Foreign');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('a redirect cannot take the window away either', async () => {
    const { app, page } = desktop();
    const [site, other] = [await foreignSite(), await foreignSite()];
    const title = await app.evaluate(
      async ({ BrowserWindow }, url) => {
        const [first] = BrowserWindow.getAllWindows();
        await first?.loadURL(url).catch(() => {});
        return first?.webContents.executeJavaScript('document.title');
      },
      `${site}?to=${encodeURIComponent(other)}`,
    );
    expect(title).not.toBe('Foreign');
    // The window falls back on its own page.
    await listReady(page, 'add_sub');
  });

  test('the policy of the page lets no frame in', async () => {
    const asked: string[] = [];
    const site = await foreignSite((path) => asked.push(path));
    expect(await desktop().page.evaluate(violationByFrame, site)).toBe('frame-src');
    // What comes after what was refused is the first that the site hears of.
    await fetch(`${site}last`);
    expect(asked).toEqual(['/last']);
  });

  test('and where that policy does not hold, the shell lets none in either', async () => {
    const { app, page } = await launchDesktop({ models: ['add_sub'], bypassPolicy: true });
    await listReady(page, 'add_sub');
    const asked = await app.evaluateHandle(({ BrowserWindow }) => {
      const seen: { url: string; refused: boolean }[] = [];
      // Hears of it after the shell.
      BrowserWindow.getAllWindows()[0]?.webContents.on('will-frame-navigate', (event) =>
        seen.push({ url: event.url, refused: event.defaultPrevented }),
      );
      return seen;
    });
    const site = await foreignSite();
    await page.evaluate((url) => {
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
    }, site);
    await expect.poll(() => asked.jsonValue()).toEqual([{ url: site, refused: true }]);
    const guards = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.listenerCount('will-attach-webview'),
    );
    expect(guards).toBe(1);
  });
});

/** Puts a frame into the page. @returns the part of the policy that it violates; a frame that is refused loads, too, empty */
function violationByFrame(url: string): Promise<string> {
  return new Promise((resolve) => {
    document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
  });
}
