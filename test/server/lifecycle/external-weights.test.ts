import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema, TensorProto_DataLocation } from 'onnx-buf';
import { describe, expect, test } from 'vitest';
import { repositoryOf } from '../../support/repository.ts';
import { startServer } from '../../support/server.ts';
import { addingModel } from '../../support/swapping.ts';

const WEIGHT = new Uint8Array(Float32Array.of(41).buffer);

/** The model that adds a number, which lies in a file of its own. */
function addingFrom(location: string): Uint8Array {
  const model = fromBinary(ModelProtoSchema, addingModel(0));
  const [weight] = model.graph?.initializer ?? [];
  if (weight === undefined) throw new Error('The model has no weight.');
  Object.assign(weight, { rawData: new Uint8Array(), floatData: [] });
  weight.dataLocation = TensorProto_DataLocation.EXTERNAL;
  weight.externalData = Object.entries({ location, offset: '0', length: '4' }).map(([key, value]) => ({
    $typeName: 'onnx.StringStringEntryProto',
    key,
    value,
  }));
  return toBinary(ModelProtoSchema, model);
}

async function loading(location: string, prepare: (repository: string) => Promise<void> = async () => {}) {
  const repository = await repositoryOf({
    'm/1/model.onnx': addingFrom(location),
    'm/1/weights.bin': WEIGHT,
    'other/secret.bin': WEIGHT,
  });
  await prepare(repository);
  const server = await startServer(repository, { loadModels: [] });
  return await server.post('/v2/repository/models/m/load', {});
}

describe('weights in a file of their own', () => {
  test('are read from beside the model', async () => {
    expect((await loading('weights.bin')).status).toBe(200);
  });

  test.each(['../../other/secret.bin', '../1/../../other/secret.bin'])(
    'are not read from %s, outside of the version',
    async (location) => {
      const response = await loading(location);
      expect([response.status, await response.text()]).toEqual([
        400,
        expect.stringContaining('escapes model directory'),
      ]);
    },
  );

  test('are not read from an absolute path, nor through a link that leads out', async () => {
    const absolute = await repositoryOf({ 'secret.bin': WEIGHT });
    expect((await loading(join(absolute, 'secret.bin'))).status).toBe(400);
    const linked = await loading('link.bin', (repository) =>
      symlink(join(absolute, 'secret.bin'), join(repository, 'm/1/link.bin')),
    );
    expect([linked.status, await linked.text()]).toEqual([400, expect.stringContaining('escapes')]);
  });
});
