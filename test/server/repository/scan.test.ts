import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scanRepository } from '../../../server/repository/scan.ts';
import { tempFolder } from '../../support/temp.ts';

async function repositoryWith(...files: readonly string[]): Promise<string> {
  const repository = await tempFolder();
  for (const file of files) {
    await mkdir(join(repository, file, '..'), { recursive: true });
    if (!file.endsWith('/')) await writeFile(join(repository, file), 'x');
  }
  return repository;
}

describe('a model repository', () => {
  test('holds a model for each folder, with its versions in order of their numbers', async () => {
    const scan = await scanRepository(
      await repositoryWith('b/10/model.onnx', 'b/9/model.onnx', 'a/1/model.onnx', 'a/config.pbtxt'),
    );
    expect(scan.models.map(({ name, versions }) => [name, versions.map(({ version }) => version)])).toEqual([
      ['a', [1]],
      ['b', [9, 10]],
    ]);
    expect(scan.models[0]?.configFile).toMatch(/a\/config.pbtxt$/);
    expect(scan.models[1]?.configFile).toBeUndefined();
  });

  test('passes over files beside the models and hidden folders', async () => {
    const scan = await scanRepository(
      await repositoryWith('README.md', '.git/1/model.onnx', 'a/1/model.onnx'),
    );
    expect(scan.models.map(({ name }) => name)).toEqual(['a']);
  });

  test('warns of folders that are no versions, and accepts 0', async () => {
    const scan = await scanRepository(
      await repositoryWith('a/0/m', 'a/01/m', 'a/v2/m', 'a/warmup/m', 'a/initial_state/m', 'a/configs/m'),
    );
    expect(scan.models[0]?.versions.map(({ version }) => version)).toEqual([0]);
    expect(scan.models[0]?.warnings).toEqual([
      "Folder '01' is ignored: a version number has no leading zero.",
      "Folder 'v2' is ignored: a version folder is named by a whole number.",
    ]);
  });

  test('prefers the named configuration where there is one', async () => {
    const repository = await repositoryWith('a/config.pbtxt', 'a/configs/h100.pbtxt', 'b/config.pbtxt');
    const { models } = await scanRepository(repository, 'h100');
    expect(models.map(({ configFile }) => configFile?.slice(repository.length + 1))).toEqual([
      'a/configs/h100.pbtxt',
      'b/config.pbtxt',
    ]);
  });

  test('follows links to folders', async () => {
    const repository = await repositoryWith('a/1/model.onnx');
    await symlink(join(repository, 'a'), join(repository, 'b'));
    const { models } = await scanRepository(repository);
    expect(models.map(({ name, versions }) => [name, versions.length])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
  });

  test('changes its fingerprint with every file of a version', async () => {
    const repository = await repositoryWith('a/1/model.onnx');
    const fingerprint = async () => (await scanRepository(repository)).models[0]?.versions[0]?.fingerprint;
    const before = await fingerprint();
    expect(await fingerprint()).toBe(before);
    await writeFile(join(repository, 'a/1/weights.bin'), '');
    expect(await fingerprint()).not.toBe(before);
  });

  test('that is missing or a file is a problem in words', async () => {
    const repository = await repositoryWith('file');
    const problem = async (path: string) => (await scanRepository(path)).problem;
    expect(await problem(join(repository, 'nowhere'))).toMatch(/nowhere does not exist\.$/);
    expect(await problem(join(repository, 'file'))).toMatch(/file is a file, not a folder\.$/);
  });
});
