import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { TrialState } from '../../../../server/lifecycle/trial/contract.ts';
import { deskClient } from '../../../support/desk-client.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { startServer } from '../../../support/server.ts';
import { addingModel, numberIn, ZEROS } from '../../../support/swapping.ts';
import { tempFolder } from '../../../support/temp.ts';

const FILES = {
  'm/1/model.onnx': addingModel(1),
  'm/2/model.onnx': addingModel(2),
  'm/config.pbtxt': 'version_policy { all {} }',
};
const PATH = '/desk/models/m/trial';

async function serving(repository: string, stateFolder: string) {
  const server = await startServer(repository, { stateFolder });
  const { call } = await deskClient(server);
  const asked = async (path = '') =>
    numberIn(await (await server.post(`/v2/models/m${path}/infer`, ZEROS)).text()).number;
  const trial = async (method = 'GET', body?: unknown): Promise<TrialState | null> =>
    JSON.parse(await (await call(method, PATH, body)).text()).trial;
  return { server, call, asked, trial };
}

test('requests that name no version go by the trial, others do not; what was settled outlives a restart', async () => {
  const [repository, stateFolder] = [await repositoryOf(FILES), await tempFolder()];
  const { server, asked, trial, call } = await serving(repository, stateFolder);
  expect([await trial(), await asked()]).toEqual([null, 2]);
  await trial('PUT', { kind: 'mirror', a: 1, b: 2, share: 1 });
  expect([await asked(), await asked(), await asked('/versions/2')]).toEqual([1, 1, 2]);
  await expect
    .poll(async () => (await trial())?.mirrored)
    .toMatchObject({ compared: 2, same: 0, maxAbsolute: 1, skipped: 0 });

  await trial('PUT', { kind: 'split', a: 1, b: 2, share: 1 });
  expect(await asked()).toBe(2);
  expect(await trial('PATCH', { settled: 'a' })).toMatchObject({ settled: 'a' });
  expect(await asked()).toBe(1);
  // Another wish for the model leaves the trial alone.
  expect((await call('PUT', '/desk/models/m/settings', { aliases: { prod: 2 } })).status).toBe(204);
  await server.close();

  const second = await serving(repository, stateFolder);
  expect([await second.asked(), await second.asked('/versions/prod')]).toEqual([1, 2]);
  expect(await second.trial('DELETE')).toBeNull();
  expect(await second.asked()).toBe(2);
});

test('a trial of what does not serve, or of nothing, is refused', async () => {
  const { call } = await serving(await repositoryOf(FILES), await tempFolder());
  const refused = async (method: string, body: unknown) => {
    const response = await call(method, PATH, body);
    return [response.status, JSON.parse(await response.text()).error];
  };
  const plan = { kind: 'split', a: 1, b: 2, share: 0.1 };
  expect(await refused('PUT', { ...plan, b: 9 })).toEqual([503, "Version 9 of 'm' does not serve."]);
  expect(await refused('PUT', { ...plan, b: 1 })).toEqual([400, 'A trial needs two different versions.']);
  expect((await refused('PUT', { ...plan, share: 0 }))[0]).toBe(400);
  expect(await refused('PATCH', { settled: 'b' })).toEqual([404, "'m' is in no trial."]);
});

test('there is nothing to put away where there is no trial, and nothing is kept of it', async () => {
  const stateFolder = await tempFolder();
  const { server, call } = await serving(await repositoryOf(FILES), stateFolder);
  for (const name of ['m', 'nobody']) {
    const ended = await call('DELETE', `/desk/models/${name}/trial`);
    expect([ended.status, await ended.json()]).toEqual([200, { trial: null }]);
  }
  await server.close();
  expect(await readdir(stateFolder)).not.toContain('model-settings.json');
});
