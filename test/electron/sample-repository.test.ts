import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { provideSamples } from '../../electron/sample-repository.ts';
import { repositoryOf } from '../support/repository.ts';
import { tempFolder } from '../support/temp.ts';

test('the samples are copied once and then left to the person', async () => {
  const samples = await repositoryOf({ 'mnist/labels.txt': 'zero' });
  const target = join(await tempFolder(), 'models');
  expect(await provideSamples(samples, target)).toBe(target);
  await writeFile(join(target, 'mnist/labels.txt'), 'my own');
  await provideSamples(samples, target);
  expect(await readFile(join(target, 'mnist/labels.txt'), 'utf8')).toBe('my own');
});

test('what an interrupted copy left behind is not taken for the samples', async () => {
  const samples = await repositoryOf({ 'mnist/labels.txt': 'zero' });
  const folder = await tempFolder();
  await mkdir(join(folder, 'models.unfinished', 'half'), { recursive: true });
  await provideSamples(samples, join(folder, 'models'));
  expect(await readdir(folder)).toEqual(['models']);
  expect(await readdir(join(folder, 'models'))).toEqual(['mnist']);
});

test('samples that are not there are an error that names them', async () => {
  const folder = await tempFolder();
  await expect(provideSamples(join(folder, 'gone'), join(folder, 'models'))).rejects.toThrow(/gone/);
});
