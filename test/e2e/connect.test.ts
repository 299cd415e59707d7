import { createServer } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { accessibilityProblems } from '../support/accessibility.ts';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { startServer, startWindowServer } from '../support/server.ts';
import { SAMPLES } from '../support/temp.ts';

const browser = chromiumForFile();

describe('how a program calls a model', () => {
  test('stands in its overview for every language and version, and is copied', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page, problems } = await openWindow(browser(), server, {
      path: '/models/mnist',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const card = page.getByRole('region', { name: 'Call it from a program' });
    const code = card.locator('pre');
    await card.getByText(`127.0.0.1:${server.port}`).first().waitFor();
    expect(await code.innerText()).toContain(`http://127.0.0.1:${server.port}/v2/models/mnist/infer`);

    await card.getByText('Python · gRPC').click();
    await card.getByText('pip install "tritonclient[grpc]"').waitFor();
    expect(await code.innerText()).toContain(`InferenceServerClient("127.0.0.1:${server.grpc?.port}")`);

    await card.getByLabel('Version').click();
    await page.getByRole('option', { name: 'Version 1' }).click();
    expect(await code.innerText()).toContain('model_version="1"');

    await card.getByRole('button', { name: 'Copy' }).click();
    await card.getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await code.innerText());
    expect(problems).toEqual([]);
  });

  test('is described at /docs, under the same policy as the window', async () => {
    const server = await startWindowServer(SAMPLES, { loadModels: [] });
    const { page, problems } = await openWindow(browser(), server, { withoutSession: true });
    await page.goto(`${server.url}docs`);
    const call = page.locator('details', { hasText: '/v2/models/{model}/infer' }).first();
    await call.locator('summary').click();
    await call.getByRole('link', { name: 'InferRequest' }).click();
    expect(new URL(page.url()).hash).toBe('#shape-InferRequest');
    expect(await page.locator('body').evaluate((body) => getComputedStyle(body).display)).toBe('grid');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await accessibilityProblems(page)).toEqual([]);
    }
    expect(problems).toEqual([]);
  });

  test('works from a page of an origin that was named, and from no other', async () => {
    const site = createServer((_request, response) => response.end('<!doctype html>'));
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void site.close());
    const address = site.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const named = `http://127.0.0.1:${port}`;
    const server = await startServer(SAMPLES, { loadModels: ['add_sub'], allowedOrigins: [named] });
    const sumsFrom = async (origin: string): Promise<unknown> => {
      const page = await browser().newPage();
      onTestFinished(() => page.close());
      await page.goto(origin);
      return page.evaluate(async (url) => {
        const data = Array.from({ length: 16 }, (_, index) => index);
        const inputs = ['INPUT0', 'INPUT1'].map((name) => ({
          name,
          datatype: 'INT32',
          shape: [1, 16],
          data,
        }));
        const headers = { 'content-type': 'application/json' };
        const init = { method: 'POST', headers, body: JSON.stringify({ inputs }) };
        try {
          const { outputs } = await (await fetch(url, init)).json();
          return outputs[0].data[15];
        } catch (error) {
          return String(error);
        }
      }, `${server.url}v2/models/add_sub/infer`);
    };
    expect(await sumsFrom(named)).toBe(30);
    expect(await sumsFrom(`http://localhost:${port}`)).toMatch(/Failed to fetch/);
  });
});
