import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { numbersOf } from '../../server/tensors/numbers-of.ts';
import { readNumpy, writeNumpy } from '../../server/tensors/numpy-array.ts';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { identityModel, onnxModel } from '../support/onnx.ts';
import { repositoryOf } from '../support/repository.ts';
import { startWindowServer } from '../support/server.ts';
import { SAMPLES } from '../support/temp.ts';
import { resultCard } from '../support/window-parts.ts';
import type { Page } from 'playwright-core';

const browser = chromiumForFile();

function runButton(page: Page) {
  return page.getByRole('button', { name: /^Run/ });
}

describe('a request made of numbers', () => {
  test('sum and difference of what was typed', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page, problems } = await openWindow(browser(), server, { path: '/models/add_sub?tab=test' });
    await page.getByRole('region', { name: 'INPUT0' }).getByText('Typed').click();
    await page
      .getByRole('textbox', { name: 'Values of INPUT0' })
      .fill('10 20 30 40 50 60 70 80 90 100 110 120 130 140 150 160');
    await runButton(page).click();
    const sum = resultCard(page).getByRole('region', { name: 'Output OUTPUT0' });
    await sum.getByText('11 21 31 41 51 61 71 81 91 101 111 121 131 141 151 161').waitFor();
    expect(await sum.innerText()).toMatch(/Max\s+161/);
    expect(problems).toEqual([]);
  });

  test('what is missing is said before anything is sent', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server, { path: '/models/add_sub?tab=test' });
    await page.getByRole('region', { name: 'INPUT0' }).getByText('Typed').click();
    await page.getByRole('textbox', { name: 'Values of INPUT0' }).fill('1 2 3');
    await page.getByText('INPUT0 needs 16 values for [1,16]; there are 3.').first().waitFor();
    expect(await runButton(page).getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('textbox', { name: 'Values of INPUT0' }).fill('1 2 x');
    await page.getByText("INPUT0: Value 3 is 'x'; INT32 takes whole numbers.").first().waitFor();
  });

  test('the batch belongs to the whole request', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server, { path: '/models/add_sub?tab=test' });
    await page.getByRole('textbox', { name: 'Items in the request' }).fill('3');
    await runButton(page).click();
    await resultCard(page).getByText('[3, 16]').first().waitFor();
  });

  test('random values are the same for the same seed', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server, { path: '/models/mnist?tab=test' });
    const image = page.getByRole('region', { name: 'image' });
    await image.getByText('Values').click();
    await image.getByText('Random').click();
    const values = () => image.locator('code').last().innerText();
    const first = await values();
    await page.getByRole('textbox', { name: 'Seed' }).fill('2');
    await expect.poll(values).not.toBe(first);
    await page.getByRole('textbox', { name: 'Seed' }).fill('1');
    await expect.poll(values).toBe(first);
  });

  test('an image model takes pictures of several items as one batch, shown one at a time', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server, { path: '/models/mnist?tab=test' });
    await page.getByRole('region', { name: 'image' }).getByText('Values').click();
    await page.getByRole('textbox', { name: 'Items in the request' }).fill('2');
    await runButton(page).click();
    await resultCard(page).getByRole('textbox', { name: 'Item of 2' }).waitFor();
  });
});

describe('a request of other kinds', () => {
  test('an array of NumPy goes in, converted, and the answer comes out as one', async () => {
    const model = identityModel('FP32', ['batch', 3]);
    const server = await startWindowServer(await repositoryOf({ 'n/1/model.onnx': model }));
    const { page } = await openWindow(browser(), server, { path: '/models/n?tab=test' });
    const data = new Uint8Array(Float64Array.of(1.5, -2, 8).buffer);
    const buffer = Buffer.from(writeNumpy({ name: 'a', datatype: 'FP64', shape: [3], data }));
    const file = { name: 'a.npy', mimeType: 'application/octet-stream', buffer };
    await page.getByLabel('File of values for in').setInputFiles(file);
    await page.getByText('1.5 -2 8').waitFor();
    await runButton(page).click();
    const saved = page.waitForEvent('download');
    await resultCard(page).getByRole('button', { name: 'Download as NPY' }).click();
    const answer = readNumpy('out', new Uint8Array(await readFile(await (await saved).path())));
    expect([(await saved).suggestedFilename(), answer.shape, ...numbersOf(answer)]).toEqual([
      'out.npy',
      [1, 3],
      1.5,
      -2,
      8,
    ]);
    await page.getByLabel('File of values for in').setInputFiles({ ...file, buffer: Buffer.from('x') });
    await page.getByText('a.npy is no NumPy array.').waitFor();
  });

  test('a picture that comes out is seen beside that of the other version, with where they part', async () => {
    const model = identityModel('FP32', ['batch', 3, 24, 32]);
    const files = { 'p/1/model.onnx': model, 'p/2/model.onnx': model };
    const repository = await repositoryOf({ ...files, 'p/config.pbtxt': 'version_policy { all {} }' });
    const server = await startWindowServer(repository);
    const { page, problems } = await openWindow(browser(), server, { path: '/models/p?tab=test' });
    await page.getByRole('region', { name: 'in' }).getByText('Values').click();
    await runButton(page).click();
    await resultCard(page).getByRole('img', { name: 'Output of v2' }).waitFor();
    await page.getByRole('radiogroup', { name: 'Version' }).getByText('v1').click();
    await runButton(page).click();
    await resultCard(page).getByRole('img', { name: 'Output of v1' }).waitFor();
    await resultCard(page).getByRole('img', { name: 'Output of Difference' }).waitFor();
    await resultCard(page).getByText('Equal to version 2, value by value.').waitFor();
    expect(problems).toEqual([]);
  });

  test('text goes in and comes out as text, markup included', async () => {
    const server = await startWindowServer(
      await repositoryOf({ 'echo/1/model.onnx': identityModel('BYTES', ['batch', 2]) }),
    );
    const { page } = await openWindow(browser(), server, { path: '/models/echo?tab=test' });
    await page.getByRole('textbox', { name: 'Values of in' }).fill('<b>größe</b>\nzwei');
    await runButton(page).click();
    await resultCard(page).getByText('<b>größe</b>').waitFor();
    expect(await resultCard(page).getByRole('listitem').allInnerTexts()).toEqual(['<b>größe</b>', 'zwei']);
  });

  test('free dimensions are asked for', async () => {
    const model = identityModel('FP32', [1, 'length']);
    const server = await startWindowServer(await repositoryOf({ 'free/1/model.onnx': model }));
    const { page } = await openWindow(browser(), server, { path: '/models/free?tab=test' });
    await page.getByText('Say how large dimension 2 of in is.').first().waitFor();
    await page.getByRole('textbox', { name: 'Dimension 2' }).fill('5');
    await runButton(page).click();
    await resultCard(page).getByText('[1, 5]').waitFor();
  });

  test('what the server refuses is shown in its own words', async () => {
    const tensor = (name: string, length: string) =>
      ({ name, datatype: 'FP32', shape: [2, length] }) as const;
    const model = onnxModel({
      inputs: [tensor('a', 'n'), tensor('b', 'm')],
      outputs: [tensor('sum', 'k')],
      nodes: [{ op: 'Add', inputs: ['a', 'b'], outputs: ['sum'] }],
    });
    const server = await startWindowServer(await repositoryOf({ 'adder/1/model.onnx': model }));
    const { page } = await openWindow(browser(), server, { path: '/models/adder?tab=test' });
    const lengths = page.getByRole('textbox', { name: 'Dimension 2' });
    await lengths.nth(0).fill('2');
    await lengths.nth(1).fill('3');
    await runButton(page).click();
    const failure = resultCard(page).getByRole('alert');
    await failure.getByText('v1 did not answer').waitFor();
    expect(await failure.innerText()).toMatch(/Add|broadcast/);
  });

  test('a long request says what it does and can be cancelled', async () => {
    const slow = `backend: "identity" parameters { key: "execute_delay_ms" value { string_value: "4000" } }
      input { name: "IN" data_type: TYPE_FP32 dims: [ 4 ] } output { name: "OUT" data_type: TYPE_FP32 dims: [ 4 ] }`;
    const repository = await repositoryOf({ 'slow/config.pbtxt': slow, 'slow/1/.keep': '' });
    const server = await startWindowServer(repository);
    const { page } = await openWindow(browser(), server, { path: '/models/slow?tab=test' });
    await runButton(page).click();
    await resultCard(page)
      .getByText(/v1 is computing/)
      .waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await runButton(page).waitFor();
    await resultCard(page).getByText('No answer yet').waitFor();
  });
});
