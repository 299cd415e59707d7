import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDropped } from '../../../../server/repository/import/read-dropped.ts';
import { recognise } from '../../../../server/repository/import/recognise.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { tempFolder } from '../../../support/temp.ts';
import { writeZip } from '../../../support/zip.ts';

/** What is found in a drop, as names, versions and paths. */
async function found(...paths: readonly string[]) {
  const { trees } = await readDropped(paths, await tempFolder());
  return (await recognise(trees)).map(({ name, versions, besides, leftOut }) => ({
    name,
    versions: versions.map(({ version, files }) => [version, files.map(({ path }) => path)]),
    besides: besides.map(({ path }) => path),
    leftOut,
  }));
}

describe('what was dropped is', () => {
  test.each([
    ['detector_v4.onnx', 'model.onnx'],
    ['detector_v4.pt', 'model.pt'],
    ['detector_v4.pb', 'model.graphdef'],
    ['detector_v4.plan', 'model.plan'],
  ])('a bare model file: %s', async (file, placed) => {
    const folder = await repositoryOf({ [file]: 'x' });
    expect(await found(join(folder, file))).toEqual([
      { name: 'detector_v4', versions: [[undefined, [placed]]], besides: [], leftOut: [] },
    ]);
  });

  test('a model file with its weights and labels; both come along', async () => {
    const folder = await repositoryOf({ 'a.onnx': 'x', 'a.onnx.data': 'x', 'labels.txt': 'x' });
    const files = ['a.onnx', 'a.onnx.data', 'labels.txt'].map((file) => join(folder, file));
    expect(await found(...files)).toMatchObject([
      { name: 'a', versions: [[undefined, ['model.onnx', 'a.onnx.data']]], besides: ['labels.txt'] },
    ]);
  });

  test('several model files: several models', async () => {
    const folder = await repositoryOf({ 'a.onnx': 'x', 'b.pt': 'x' });
    expect(await found(join(folder, 'a.onnx'), join(folder, 'b.pt'))).toMatchObject([
      { name: 'a' },
      { name: 'b' },
    ]);
  });

  test('a model folder; litter stays out', async () => {
    const folder = await repositoryOf({
      'm/config.pbtxt': '',
      'm/.DS_Store': '',
      'm/labels.txt': '',
      'm/1/model.onnx': '',
      'm/2/model.onnx': '',
    });
    expect(await found(join(folder, 'm'))).toEqual([
      {
        name: 'm',
        versions: [
          [1, ['model.onnx']],
          [2, ['model.onnx']],
        ],
        besides: ['config.pbtxt', 'labels.txt'],
        leftOut: ['.DS_Store'],
      },
    ]);
  });

  test('an ensemble whose empty version folder got lost', async () => {
    const folder = await repositoryOf({ 'm/config.pbtxt': 'platform: "ensemble"' });
    expect(await found(join(folder, 'm'))).toMatchObject([
      { versions: [[undefined, []]], besides: ['config.pbtxt'] },
    ]);
  });

  test('a version folder, called after the model that it lies in', async () => {
    const folder = await repositoryOf({ 'mnist/3/model.onnx': '' });
    expect(await found(join(folder, 'mnist/3'))).toMatchObject([
      { name: 'mnist', versions: [[3, ['model.onnx']]] },
    ]);
  });

  test('a folder with one model file of another name', async () => {
    const folder = await repositoryOf({ 'yolo/best.onnx': '', 'yolo/best.onnx.data': '' });
    expect(await found(join(folder, 'yolo'))).toMatchObject([
      { name: 'yolo', versions: [[undefined, ['model.onnx', 'best.onnx.data']]] },
    ]);
  });

  test('a SavedModel, and a folder of TensorFlow Serving with numbered ones', async () => {
    const folder = await repositoryOf({
      'half_plus_two/00000123/saved_model.pb': '',
      'half_plus_two/7/saved_model.pb': '',
      'half_plus_two/7/variables/variables.index': '',
      'one.savedmodel/saved_model.pb': '',
    });
    expect(await found(join(folder, 'half_plus_two'), join(folder, 'one.savedmodel'))).toMatchObject([
      {
        name: 'half_plus_two',
        versions: [[7, ['model.savedmodel/saved_model.pb', 'model.savedmodel/variables/variables.index']]],
      },
      { name: 'one', versions: [[undefined, ['model.savedmodel/saved_model.pb']]] },
    ]);
  });

  test('an MLflow model; only what serves comes along', async () => {
    const folder = await repositoryOf({
      'run/MLmodel':
        'flavors:\n  onnx:\n    data: model.onnx\n    onnx_version: 1.16.0\n  python_function: {}\n',
      'run/model.onnx': '',
      'run/conda.yaml': '',
    });
    expect(await found(join(folder, 'run'))).toMatchObject([
      { name: 'run', versions: [[undefined, ['model.onnx']]], leftOut: ['MLmodel', 'conda.yaml'] },
    ]);
  });

  test('an MLflow model without a flavour that serves is refused', async () => {
    const folder = await repositoryOf({ 'run/MLmodel': 'flavors:\n  sklearn: {}\n' });
    await expect(found(join(folder, 'run'))).rejects.toThrow(
      /none of the flavours onnx, pytorch and tensorflow/,
    );
  });

  test('a folder full of models, also packed', async () => {
    const folder = await repositoryOf({ 'all/a/1/model.onnx': '', 'all/b/config.pbtxt': '' });
    expect(await found(join(folder, 'all'))).toMatchObject([{ name: 'a' }, { name: 'b' }]);
    const zip = await writeZip(join(folder, 'zoo.zip'), {
      'a/1/model.onnx': new Uint8Array(1),
      '__MACOSX/a/._x': new Uint8Array(1),
      'b/model.onnx': new Uint8Array(1),
    });
    expect(await found(zip)).toMatchObject([{ name: 'a' }, { name: 'b' }]);
  });

  test('a zip with one model, with or without a folder around it', async () => {
    const folder = await tempFolder();
    const bytes = new Uint8Array(1);
    const wrapped = await writeZip(join(folder, 'download.zip'), { 'm/1/model.onnx': bytes });
    const flat = await writeZip(join(folder, 'flat.zip'), { '1/model.onnx': bytes, 'config.pbtxt': bytes });
    expect(await found(wrapped)).toMatchObject([{ name: 'm', versions: [[1, ['model.onnx']]] }]);
    expect(await found(flat)).toMatchObject([{ name: 'flat', versions: [[1, ['model.onnx']]] }]);
  });

  test('no model: refused, with what would be one', async () => {
    const folder = await repositoryOf({ 'notes.txt': '', 'papers/a.pdf': '' });
    await mkdir(join(folder, 'empty'));
    for (const name of ['notes.txt', 'papers', 'empty']) {
      await expect(found(join(folder, name))).rejects.toThrow(
        `"${name}" holds no model that could be served.`,
      );
    }
  });
});
