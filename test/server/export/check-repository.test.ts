import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkRepository } from '../../../server/export/check-repository.ts';
import type { ModelExport } from '../../../server/export/contract.ts';
import { parseRelease } from '../../../server/export/release.ts';
import { readModels } from '../../../server/exporting/read-models.ts';
import { COUNTER, FLOWERS, PIPELINE } from '../../support/config-samples.ts';
import { repositoryOf } from '../../support/repository.ts';
import { tempFolder } from '../../support/temp.ts';

const INPUT_OUTPUT = `input { name: "X" data_type: TYPE_FP32 dims: [ 4 ] } output { name: "Y" data_type: TYPE_FP32 dims: [ 4 ] }`;

async function check(repository: string, release: string) {
  return checkRepository(repository, await readModels(repository), parseRelease(release));
}

async function verdicts(
  files: Readonly<Record<string, string>>,
  release: string,
): Promise<Readonly<Record<string, ModelExport>>> {
  const { models } = await check(await repositoryOf(files), release);
  return Object.fromEntries(models.map((model) => [model.model, model]));
}

describe('what a Triton release makes of a repository', () => {
  it('takes every model of the sample repository', async () => {
    const { models, needsGpu } = await check('models', '24.05');
    expect(models.map(({ model, verdict }) => [model, verdict])).toEqual([
      ['add_sub', 'accepted'],
      ['mnist', 'accepted'],
      ['mnist_embedding', 'accepted'],
      ['mnist_fixed_batch', 'accepted'],
    ]);
    expect(models.at(-1)?.findings).toMatchObject([{ weight: 'note' }]);
    expect(needsGpu).toBe(false);
  });

  it('takes a batching classifier and a stateful model, and refuses an ensemble whose tensors do not fit', async () => {
    const found = await verdicts(
      {
        'flowers/config.pbtxt': FLOWERS,
        'flowers/labels.txt': 'a\nb\nc\nd\ne\n',
        'flowers/1/model.onnx': '',
        'flowers/3/model.onnx': '',
        'counter/config.pbtxt': COUNTER,
        'counter/1/model.onnx': '',
        'pipeline/config.pbtxt': PIPELINE,
        'pipeline/1/empty': '',
        'prep/config.pbtxt': `backend: "python" max_batch_size: 8
          input { name: "BYTES_IN" data_type: TYPE_UINT8 dims: [ -1 ] }
          output { name: "IMG" data_type: TYPE_FP32 dims: [ 3, 224, 224 ] }`,
        'prep/1/model.py': '',
      },
      '24.05',
    );
    expect(found['flowers']?.verdict).toBe('accepted');
    expect(found['counter']?.verdict).toBe('accepted');
    expect(found['pipeline']?.verdict).toBe('refused');
    expect(found['pipeline']?.findings[0]?.sentence).toContain('inconsistent data type');
  });

  it('knows which backends a release no longer ships', async () => {
    const files = {
      'net/config.pbtxt': `platform: "caffe2_netdef" ${INPUT_OUTPUT}`,
      'net/1/model.netdef': '',
      'saved/config.pbtxt': `platform: "tensorflow_savedmodel" ${INPUT_OUTPUT}`,
      'saved/1/model.savedmodel/saved_model.pb': '',
    };
    const before = await verdicts(files, '20.10');
    expect([before['net']?.verdict, before['saved']?.verdict]).toEqual(['accepted', 'accepted']);
    const between = await verdicts(files, '25.02');
    expect([between['net']?.verdict, between['saved']?.verdict]).toEqual(['refused', 'accepted']);
    const after = await verdicts(files, '25.03');
    expect(after['saved']?.findings).toEqual([
      {
        weight: 'refused',
        sentence:
          "Triton 25.03 does not load saved: unable to find backend library for backend 'tensorflow'.",
        why: 'Release 25.02 was the last one with the tensorflow backend.',
        nextStep: expect.stringContaining('ONNX'),
      },
    ]);
  });

  it('says of what only this server has that Triton does not know it', async () => {
    const found = await verdicts(
      {
        'script/config.pbtxt': INPUT_OUTPUT,
        'script/1/model.mjs': 'export default {}',
        'packages/config.pbtxt': `backend: "python" ${INPUT_OUTPUT}
          parameters { key: "EXECUTION_ENV_PATH" value { string_value: "/opt/my-env" } }`,
        'packages/1/model.py': '',
        'packages/requirements.txt': 'scipy',
        'vision/config.pbtxt': `backend: "dali" ${INPUT_OUTPUT}`,
        'vision/1/model.dali': '',
      },
      '24.05',
    );
    expect(found['script']?.findings).toMatchObject([
      { weight: 'refused', why: expect.stringContaining('own') },
    ]);
    expect(found['packages']?.findings.map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('/opt/my-env'),
      expect.stringContaining('requirements.txt'),
    ]);
    expect(found['vision']?.verdict).toBe('attention');
  });

  it('refuses what nothing completes: no inputs, no file, no version, a member that is refused', async () => {
    const found = await verdicts(
      {
        'torch/1/model.pt': '',
        'bare/1/model.py': 'class TritonPythonModel:\n    def execute(self, requests): ...\n',
        'clever/1/model.py':
          'class TritonPythonModel:\n    @staticmethod\n    def auto_complete_config(c):\n        return c\n',
        'renamed/config.pbtxt': `backend: "onnxruntime" ${INPUT_OUTPUT}`,
        'renamed/1/network.onnx': '',
        'late/config.pbtxt': `backend: "onnxruntime" version_policy { specific { versions: [ 2 ] } } ${INPUT_OUTPUT}`,
        'late/1/model.onnx': '',
        'typo/config.pbtxt': `backend: "onnxruntime" max_batch: 4 ${INPUT_OUTPUT}`,
        'typo/1/model.onnx': '',
        'chain/config.pbtxt': `platform: "ensemble" ${INPUT_OUTPUT} ensemble_scheduling { step {
          model_name: "renamed" model_version: -1 input_map { key: "X" value: "X" } output_map { key: "Y" value: "Y" } } }`,
        'chain/1/empty': '',
      },
      '26.09',
    );
    const refused = Object.values(found).flatMap(({ model, verdict }) =>
      verdict === 'refused' ? [model] : [],
    );
    expect(refused).toEqual(['bare', 'chain', 'late', 'renamed', 'torch', 'typo']);
    expect(found['renamed']?.findings[0]?.why).toBe('The folder 1 holds network.onnx.');
    expect(found['chain']?.findings[0]?.sentence).toContain('renamed');
  });

  it('warns of links that lead out of the repository', async () => {
    const elsewhere = await tempFolder();
    await writeFile(join(elsewhere, 'model.onnx'), '');
    const repository = await repositoryOf({ 'linked/config.pbtxt': INPUT_OUTPUT, 'linked/1/kept': '' });
    await symlink(join(elsewhere, 'model.onnx'), join(repository, 'linked/1/model.onnx'));
    const { models } = await check(repository, '24.05');
    expect(models[0]?.findings[0]?.sentence).toContain(join('linked', '1', 'model.onnx'));
  });

  it('refuses a release that is none, and those before the v2 protocols', () => {
    expect(() => parseRelease('24.5')).toThrow("'24.5' is no release of Triton");
    expect(() => parseRelease('24.13')).toThrow('is no release');
    expect(() => parseRelease('20.03')).toThrow('protocols of 2019');
  });
});
