import { describe, expect, test } from 'vitest';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { startWindowServer } from '../support/server.ts';
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
});
