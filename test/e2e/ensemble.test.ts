import { expect, test } from 'vitest';
import { accessibilityProblemsInBothSchemes } from '../support/accessibility.ts';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { onnxModel } from '../support/onnx.ts';
import { repositoryOf } from '../support/repository.ts';
import { startWindowServer } from '../support/server.ts';

const browser = chromiumForFile();
const tensor = (name: string) => ({ name, datatype: 'FP32', shape: ['batch', 4] }) as const;
const adding = onnxModel({
  inputs: [tensor('a'), tensor('b')],
  outputs: [tensor('sum')],
  nodes: [{ op: 'Add', inputs: ['a', 'b'], outputs: ['sum'] }],
});

const step = (model: string, a: string, b: string, sum: string) =>
  `step { model_name: "${model}" model_version: -1 input_map { key: "a" value: "${a}" }
    input_map { key: "b" value: "${b}" } output_map { key: "sum" value: "${sum}" } }`;

/** Two branches from the same inputs, joined again. */
const ENSEMBLE = `platform: "ensemble"
max_batch_size: 4
input [ { name: "image" data_type: TYPE_FP32 dims: [ 4 ] }, { name: "mask" data_type: TYPE_FP32 dims: [ 4 ] } ]
output [ { name: "scores" data_type: TYPE_FP32 dims: [ 4 ] } ]
ensemble_scheduling {
  ${step('preprocess', 'image', 'mask', 'pixels')}
  ${step('classify', 'pixels', 'pixels', 'classes')}
  ${step('detect', 'pixels', 'mask', 'boxes')}
  ${step('combine', 'classes', 'boxes', 'scores')}
}`;

async function servedPipeline() {
  const members = ['preprocess', 'classify', 'detect', 'combine'];
  const repository = await repositoryOf({
    ...Object.fromEntries(members.map((name) => [`${name}/1/model.onnx`, adding])),
    'pipeline/config.pbtxt': ENSEMBLE,
    'pipeline/1/.keep': '',
  });
  return { members, server: await startWindowServer(repository) };
}

test('the steps of an ensemble are drawn, and lead to their models', async () => {
  const { members, server } = await servedPipeline();
  const { page, problems } = await openWindow(browser(), server, { path: '/models/pipeline' });
  const steps = page.getByRole('figure', { name: 'Steps of the ensemble' });
  await steps.getByRole('link', { name: 'combine' }).waitFor();
  expect(await steps.getByRole('link').allInnerTexts()).toHaveLength(members.length);
  for (const name of ['pixels', 'classes', 'boxes']) await steps.getByText(name).first().waitFor();
  expect(await accessibilityProblemsInBothSchemes(page)).toEqual([]);
  await steps.getByRole('link', { name: 'detect' }).click();
  await page.getByRole('heading', { name: 'detect', level: 1 }).waitFor();
  expect(problems).toEqual([]);
});

test('a test request shows when each model was at work that it went through', async () => {
  const { members, server } = await servedPipeline();
  const { page, problems } = await openWindow(browser(), server, { path: '/models/pipeline?tab=test' });
  await page.getByRole('button', { name: /^Run/ }).click();
  const timeline = page.getByRole('region', { name: 'Models that the request went through' });
  const rows = timeline.getByRole('listitem');
  await rows.first().waitFor();
  const models = (await rows.allInnerTexts()).map((text) => text.split(/\s/)[0] ?? '');
  expect([models[0], ...models.slice(1).toSorted()]).toEqual(['pipeline', ...members.toSorted()]);
  expect(await rows.nth(1).getByRole('img').getAttribute('aria-label')).toMatch(
    /^From .* to .*ms: queue .*, compute .*, output/,
  );
  expect(await accessibilityProblemsInBothSchemes(page)).toEqual([]);
  expect(problems).toEqual([]);
});
