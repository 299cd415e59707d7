import { describe, expect, test } from 'vitest';
import { identityModel } from '../../support/onnx.ts';
import { repositoryOf } from '../../support/repository.ts';
import { startServer } from '../../support/server.ts';

/** A model whose file takes and gives `shape`, while callers send and get `dims`. */
async function serve(shape: readonly (number | string)[], dims: string, reshape: string, more = '') {
  const tensor = (name: string) =>
    `{ name: "${name}" data_type: TYPE_FP32 dims: [${dims}] reshape { shape: [${reshape}] } }`;
  const repository = await repositoryOf({
    'm/1/model.onnx': identityModel('FP32', shape),
    'm/config.pbtxt': `backend: "onnxruntime" ${more} input ${tensor('in')} output ${tensor('out')}`,
  });
  return await startServer(repository);
}

describe('reshape', () => {
  test.each([
    ['with a batch', ['batch', 2, 2], '4', '2, 2', 'max_batch_size: 8', [3, 4]],
    ['without a batch', [1, 4], '4', '1, 4', '', [4]],
    ['to a scalar', ['batch'], '1', '', 'max_batch_size: 8', [3, 1]],
    ['to a scalar without a batch', [], '1', '', '', [1]],
    ['of free dimensions', ['a', 2, 'b'], '-1, -1, 2', '-1, 2, -1', '', [3, 5, 2]],
  ])('%s is undone on the way back', async (_what, shape, dims, reshape, more, sent) => {
    const server = await serve(shape, dims, reshape, more);
    const count = sent.reduce((product, extent) => product * extent, 1);
    const data = Array.from({ length: count }, (_, index) => index);
    const answer = await server.post('/v2/models/m/infer', {
      inputs: [{ name: 'in', datatype: 'FP32', shape: sent, data }],
    });
    const { outputs }: { outputs: unknown } = JSON.parse(await answer.text());
    expect(outputs).toEqual([{ name: 'out', datatype: 'FP32', shape: sent, data }]);
  });

  test('applies to warm-up, too', async () => {
    const warmup = `model_warmup { name: "first" batch_size: 2
      inputs { key: "in" value { data_type: TYPE_FP32 dims: 4 zero_data: true } } }`;
    const server = await serve(['batch', 2, 2], '4', '2, 2', `max_batch_size: 8 ${warmup}`);
    expect(server.models.served('m')?.failure).toBeUndefined();
  });
});
