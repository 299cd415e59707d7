import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inspectOnnx } from '../../../server/backends/onnxruntime/inspect.ts';
import { batchingConfig } from '../../../server/batch-axis/batching-config.ts';
import { nextVersion, writeVersion } from '../../../server/batch-axis/write-version.ts';
import { scanModelFolder } from '../../../server/repository/scan.ts';
import { freed } from '../../support/batch-axis.ts';
import { copyOfSamples } from '../../support/temp.ts';
import { treeHash } from '../../support/tree-hash.ts';

const NAME = 'mnist_fixed_batch';

async function freedSample() {
  const repository = await copyOfSamples(NAME);
  const folder = await scanModelFolder(repository, NAME);
  const made = await freed(join(repository, NAME, '1/model.onnx'));
  const report = { change: 'freed', madeFrom: 1, madeAt: '2026-01-01T00:00:00.000Z', proof: made.proof };
  const version = { folder, fileName: 'model.onnx', path: made.path, scratch: made.scratch, report };
  return { repository, folder, made, version };
}

it('writes the new version whole, with its report beside it, and leaves the old one as it was', async () => {
  const { repository, folder, version } = await freedSample();
  const before = await treeHash(join(repository, NAME, '1'));
  const path = await writeVersion({ ...version, version: nextVersion(folder) });
  expect(path).toBe(join(repository, NAME, '2'));
  expect((await readdir(path)).sort()).toEqual(['made.json', 'model.onnx']);
  expect(JSON.parse(await readFile(join(path, 'made.json'), 'utf8'))).toMatchObject({
    proof: { holds: true },
  });
  expect(await treeHash(join(repository, NAME, '1'))).toEqual(before);
  const { signature } = await inspectOnnx(join(path, 'model.onnx'));
  expect(signature?.inputs[0]).toMatchObject({
    shape: [-1, 1, 28, 28],
    symbols: ['batch', undefined, undefined, undefined],
  });
  expect(signature?.outputs[0]?.shape).toEqual([-1, 10]);
});

it('writes nothing over a version that is there', async () => {
  const { repository, version } = await freedSample();
  const before = await treeHash(repository);
  await expect(writeVersion({ ...version, version: 1 })).rejects.toThrow('has a version 1 already');
  expect(await treeHash(repository)).toEqual(before);
});

it('takes the batch axis out of the dims of a configuration and lets the server batch', async () => {
  const { made } = await freedSample();
  const { signature } = await inspectOnnx(made.path);
  if (signature === undefined) throw new Error('an ONNX file always has a signature');
  const text = [
    '# digits',
    'backend: "onnxruntime"',
    'version_policy: { all { } }',
    'input [ { name: "image" data_type: TYPE_FP32 dims: [ 1, 1, 28, 28 ] } ]  # one picture',
    'output [ { name: "probabilities" data_type: TYPE_FP32 dims: [ 1, 10 ] } ]',
  ].join('\n');
  const changed = batchingConfig(text, { signature, maxBatchSize: 16, version: 2, others: [1] });
  expect(changed).toContain('# digits');
  expect(changed).toContain('max_batch_size: 16');
  expect(changed).toContain('dims: [ 1, 28, 28 ] } ]  # one picture');
  expect(changed).toContain('dims: [ 10 ]');
  expect(changed).toContain('dynamic_batching');
  expect(changed).toMatch(/specific\s*\{\s*versions: \[ 2 \]/);
});
