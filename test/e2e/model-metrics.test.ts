import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { accessibilityProblemsInBothSchemes } from '../support/accessibility.ts';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { repositoryOf } from '../support/repository.ts';
import { startWindowServer, type TestServer } from '../support/server.ts';
import { SAMPLES } from '../support/temp.ts';

const browser = chromiumForFile();

/** A folder to keep screenshots in. */
const PICTURES = process.env['PICTURES'];

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

const SCHEMES = ['light', 'dark'] as const;

/** Sends as many requests of one row at once, and waits for the answers. */
async function ask(server: TestServer, model: string, times: number): Promise<void> {
  const input = { name: 'image', datatype: 'FP32', shape: [1, 1, 28, 28], data: Array(784).fill(0) };
  const answers = Array.from({ length: times }, async () => {
    const answer = await server.post(`/v2/models/${model}/infer`, { inputs: [input] });
    expect(answer.status).toBe(200);
    await answer.arrayBuffer();
  });
  await Promise.all(answers);
}

/** The digits model once as it is, and once waiting for company until four requests are there. */
async function twoWays(): Promise<string> {
  const config = await readFile(join(SAMPLES, 'mnist/config.pbtxt'), 'utf8');
  const file = await readFile(join(SAMPLES, 'mnist/2/model.onnx'));
  const labels = await readFile(join(SAMPLES, 'mnist/labels.txt'));
  const joining = 'dynamic_batching { preferred_batch_size: [ 4 ] max_queue_delay_microseconds: 60000000 }';
  return repositoryOf({
    'single/config.pbtxt': config.replace('"mnist"', '"single"'),
    'single/labels.txt': labels,
    'single/1/model.onnx': file,
    'joined/config.pbtxt': `${config.replace('"mnist"', '"joined"')}\n${joining}\n`,
    'joined/labels.txt': labels,
    'joined/1/model.onnx': file,
  });
}

describe('the Metrics tab of a model', () => {
  test('says whether batching works, and counts what was asked', async () => {
    const server = await startWindowServer(await twoWays());
    const { page, problems } = await openWindow(browser(), server, { path: '/models/single' });
    const tabs = page.getByRole('navigation', { name: 'Pages of the model' });
    await tabs.getByRole('link', { name: 'Metrics' }).click();
    await page.getByRole('heading', { name: 'Nothing was asked of single yet' }).waitFor();
    await card(page, 'Where it runs').getByText('CPU through cpu, 2 instances').waitFor();
    await card(page, 'Is batching working?').getByText('Unknown: no batch ran in this time.').waitFor();

    await ask(server, 'single', 3);
    await ask(server, 'joined', 8);
    const answer = card(page, 'Is batching working?');
    await answer.getByText('No. dynamic_batching is not set, so requests are not joined.').waitFor();
    await answer.getByText('3 for 3 requests').waitFor();
    await answer.getByRole('link', { name: 'Edit the configuration' }).waitFor();
    await card(page, 'Batch size').getByText('executions 3').waitFor();
    await card(page, 'Why is it slow?')
      .getByText(/^Try first: /)
      .waitFor();

    await page.goto(`${server.url}#/models/joined?tab=metrics`);
    await answer.getByText('Yes. 4.0 requests share a batch on the average.').waitFor();
    await answer.getByText('4.0 rows').waitFor();
    await answer.getByText('2 for 8 requests').waitFor();
    await card(page, 'Batch size').getByText('executions 2').waitFor();
    await card(page, 'Why is it slow?')
      .getByText(/% (waiting|computing|moving|around)/)
      .waitFor();
    expect(await accessibilityProblemsInBothSchemes(page)).toEqual([]);
    expect(problems).toEqual([]);
    for (const colorScheme of PICTURES === undefined ? [] : SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(PICTURES ?? '', `model-metrics-${colorScheme}.png`) });
    }
  });

  test('of a model that is not loaded claims nothing of its device', async () => {
    const server = await startWindowServer(SAMPLES, { loadModels: [] });
    const { page } = await openWindow(browser(), server, { path: '/models/mnist?tab=metrics' });
    await card(page, 'Where it runs').getByText('Unknown: no version is loaded.').waitFor();
    await card(page, 'Where it runs').getByText('estimated').waitFor();
  });
});
