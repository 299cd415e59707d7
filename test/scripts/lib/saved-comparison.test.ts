import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSavedComparison, runSavedComparison } from '../../../scripts/lib/saved-comparison.ts';
import { SAMPLES, tempFolder } from '../../support/temp.ts';

const side = (version: number) => ({ kind: 'version', model: 'mnist', version });
const ON_DIGITS = { set: { kind: 'files', path: 'digits' }, seed: 3 };

async function saved(plan: unknown, modelRepository?: string) {
  const file = join(await tempFolder(), 'plan.inferdeck');
  await writeFile(file, typeof plan === 'string' ? plan : JSON.stringify(plan));
  return await readSavedComparison(file, modelRepository);
}

describe('a saved comparison', () => {
  test('has its paths relative to the file, and another repository goes before its own', async () => {
    const plan = { a: side(1), b: side(2), ...ON_DIGITS, repository: 'models' };
    const { repository, plan: read } = await saved(plan);
    const folder = repository.replace(/models$/, '');
    expect(read.set).toEqual({ kind: 'files', path: `${folder}digits` });
    expect((await saved(plan, SAMPLES)).repository).toBe(SAMPLES);
  });

  test.each<[string, unknown, RegExp]>([
    ['is no JSON', '[1', /is no JSON object/],
    ['is no comparison', { a: 1 }, /is no comparison/],
    ['names no repository', { a: side(1), b: side(2), ...ON_DIGITS }, /Say where the models are/],
  ])('that %s is refused', async (_, plan, words) => {
    await expect(saved(plan)).rejects.toThrow(words);
  });

  test.each<[string, object, RegExp]>([
    ['version', { a: side(1), b: side(9), ...ON_DIGITS }, /mnist.*version 9/],
    ['set', { a: side(1), b: side(2), ...ON_DIGITS }, /There is no set of inputs at .*digits/],
  ])('is not made with a %s that is not there', async (_, plan, words) => {
    const comparison = await saved({ ...plan, repository: SAMPLES });
    const watch = { signal: new AbortController().signal, onProgress: () => {} };
    await expect(runSavedComparison(comparison, watch)).rejects.toThrow(words);
  });
});
