import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repositoryOf } from '../../support/repository.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { addingModel, numberIn, swapUnderLoad, ZEROS } from '../../support/swapping.ts';
import { tempFolder } from '../../support/temp.ts';

const CLIENTS = 16;
const SWAPS = 12;

const load = async (server: TestServer, parameters?: object) => {
  const response = await server.post('/v2/repository/models/m/load', parameters && { parameters });
  expect(response.status).toBe(200);
};

const ask = (server: TestServer) => async () => {
  const response = await server.post('/v2/models/m/infer', ZEROS);
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status}: ${text}`);
  return numberIn(text);
};

const serving = (version: number) => ({
  config: JSON.stringify({ version_policy: { specific: { versions: [version] } } }),
});

describe(`with ${CLIENTS} callers that never pause`, () => {
  test('a swap from version to version fails nobody, and each answer is of exactly one version', async () => {
    const repository = await repositoryOf({
      'm/1/model.onnx': addingModel(1),
      'm/2/model.onnx': addingModel(2),
    });
    const server = await startServer(repository);
    const { answers, failures } = await swapUnderLoad({
      clients: CLIENTS,
      swaps: SWAPS,
      ask: async () => {
        const { number, version } = await ask(server)();
        if (version !== String(number)) throw new Error(`Version ${version} answered as ${number}.`);
        return number;
      },
      swap: (index) => load(server, serving((index % 2) + 1)),
    });
    expect(failures).toEqual([]);
    expect(new Set(answers.keys())).toEqual(new Set([1, 2]));
    expect(server.models.find('m').version).toBe(2);
    await expect.poll(() => server.models.served('m')?.record(1)?.state).toBe('UNAVAILABLE');
  });

  test('a swap of the file under one version fails nobody, and nobody gets a mixture', async () => {
    const repository = await repositoryOf({ 'm/1/model.onnx': addingModel(0) });
    const outside = join(await tempFolder(), 'next.onnx');
    const server = await startServer(repository);
    const { answers, failures } = await swapUnderLoad({
      clients: CLIENTS,
      swaps: SWAPS,
      ask: async () => (await ask(server)()).number,
      swap: async (index) => {
        await writeFile(outside, addingModel(index + 1));
        await rename(outside, join(repository, 'm/1/model.onnx'));
        await load(server);
      },
    });
    expect(failures).toEqual([]);
    const numbers = [...answers.keys()].sort((a, b) => a - b);
    expect(numbers.filter((number) => number > 0)).toEqual(
      Array.from({ length: SWAPS }, (_, index) => index + 1),
    );
  });
});
