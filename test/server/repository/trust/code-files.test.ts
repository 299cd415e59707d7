import { rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scanModelFolder } from '../../../../server/repository/scan.ts';
import { codeIn } from '../../../../server/repository/trust/code-files.ts';
import { repositoryOf, writeFiles } from '../../../support/repository.ts';

type Files = Readonly<Record<string, string>>;

async function codeOf(repository: string) {
  return await codeIn(await scanModelFolder(repository, 'm'));
}

async function pathsOf(files: Files): Promise<readonly string[] | undefined> {
  return (await codeOf(await repositoryOf(files)))?.files.map(({ path }) => path);
}

describe('the code of a model is', () => {
  test.each<[string, Files, readonly string[] | undefined]>([
    ['nothing, in a folder of weights', { 'm/1/model.onnx': 'x', 'm/labels.txt': 'x' }, undefined],
    [
      'Python, wherever it lies',
      { 'm/1/model.py': 'x', 'm/lib/deep/a.py': 'x' },
      ['1/model.py', 'lib/deep/a.py'],
    ],
    [
      'libraries with operators',
      { 'm/1/model.onnx': 'x', 'm/ops.so': 'x', 'm/1/b.so.1.2': 'x' },
      ['1/b.so.1.2', 'ops.so'],
    ],
    [
      'bytecode, packed environments, and packages that are asked for',
      { 'm/1/__pycache__/a.pyc': 'x', 'm/env.tar.gz': 'x', 'm/requirements.txt': 'x' },
      ['1/__pycache__/a.pyc', 'env.tar.gz', 'requirements.txt'],
    ],
    [
      'whatever the configuration has Python run',
      {
        'm/config.pbtxt': 'backend: "python" default_model_filename: "notes.txt"',
        'm/1/notes.txt': 'x',
        'm/other.txt': 'x',
      },
      ['1/notes.txt'],
    ],
  ])('%s', async (_what, files, expected) => {
    expect(await pathsOf(files)).toEqual(expected);
  });

  test('found behind links, too', async () => {
    const outside = await repositoryOf({ 'lib/a.py': 'x' });
    const repository = await repositoryOf({ 'm/1/model.onnx': 'x' });
    await symlink(join(outside, 'lib'), join(repository, 'm/lib'));
    expect((await codeOf(repository))?.files.map(({ path }) => path)).toEqual(['lib/a.py']);
  });
});

describe('its hash', () => {
  const start = () =>
    repositoryOf({
      'm/1/model.py': 'a',
      'm/1/weights.bin': 'w',
      'm/config.pbtxt': 'backend: "python" max_batch_size: 4',
    });

  test.each<[string, (repository: string) => Promise<unknown>]>([
    ['a changed file', (repository) => writeFile(join(repository, 'm/1/model.py'), 'b')],
    ['a new file', (repository) => writeFiles(repository, { 'm/1/x.py': '' })],
    [
      'a file with another name',
      (repository) => rename(join(repository, 'm/1/model.py'), join(repository, 'm/1/n.py')),
    ],
    [
      'another way of running it',
      (repository) =>
        writeFile(
          join(repository, 'm/config.pbtxt'),
          'backend: "python" default_model_filename: "weights.bin"',
        ),
    ],
  ])('changes with %s', async (_what, change) => {
    const repository = await start();
    const before = await codeOf(repository);
    await change(repository);
    expect((await codeOf(repository))?.hash).not.toBe(before?.hash);
  });

  test('stays with other weights and batch sizes', async () => {
    const repository = await start();
    const before = await codeOf(repository);
    await writeFiles(repository, {
      'm/1/weights.bin': 'v',
      'm/config.pbtxt': 'backend: "python" max_batch_size: 8',
    });
    expect((await codeOf(repository))?.hash).toBe(before?.hash);
  });
});
