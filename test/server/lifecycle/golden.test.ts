import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryOf, writeFiles } from '../../support/repository.ts';
import { errorOf, startServer } from '../../support/server.ts';
import { addingModel, ZEROS } from '../../support/swapping.ts';

const preset = (value: number, more: object = {}) =>
  JSON.stringify({
    ...ZEROS,
    outputs: [{ name: 'out', datatype: 'FP32', shape: [1, 4], data: [1, 1, value, 1] }],
    ...more,
  });

async function serving(golden: string) {
  const repository = await repositoryOf({ 'm/1/model.onnx': addingModel(1), '.golden/m/zeros.json': golden });
  const server = await startServer(repository);
  return { repository, server, load: () => server.post('/v2/repository/models/m/load') };
}

test('a new version that does not answer a golden preset as expected does not take over', async () => {
  const { repository, server, load } = await serving(preset(1));
  expect(server.models.find('m').version).toBe(1);
  await writeFiles(repository, { 'm/2/model.onnx': addingModel(2) });
  const refused = await load();
  expect(refused.status).toBe(400);
  expect(await errorOf(refused)).toContain(
    "version 2 does not pass the golden preset 'zeros': output 'out' differs in 4 of 4 elements; at [0, 0] it is 2 instead of 1.",
  );
  expect(server.models.find('m').version).toBe(1);

  await writeFile(
    join(repository, '.golden/m/zeros.json'),
    preset(1, { tolerance: { absolute: 1, relative: 0 } }),
  );
  expect((await load()).status).toBe(200);
  expect(server.models.find('m').version).toBe(2);
});

test.each([
  ['says something else', preset(3), /differs in 1 of 4 elements; at \[0, 2\] it is 1 instead of 3/],
  [
    'asks for an output that is not there',
    preset(1).replace('"out"', '"other"'),
    /output 'other' is missing/,
  ],
  [
    'gives inputs that do not fit',
    preset(1).replace('"in"', '"wrong"'),
    /does not pass the golden preset 'zeros'.*wrong/,
  ],
  ['is no preset', '{}', /Cannot read the golden preset .*zeros\.json/s],
])('a preset that %s keeps the model from serving, with the reason', async (_what, golden, reason) => {
  const { server } = await serving(golden);
  expect(server.models.served('m')?.ready).toEqual([]);
  expect(server.models.served('m')?.failure?.error.message).toMatch(reason);
});
