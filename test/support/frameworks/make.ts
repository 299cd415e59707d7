import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../../scripts/lib/root.ts';
import { loadDigits } from '../digits.ts';
import { floatBytes, floatsOf } from '../v2-client.ts';

/**
 * Lets a framework make its models in a folder, trained on the sample digits.
 * @param python the program that has the framework
 * @param script its name in this folder
 */
export async function makeModels(python: string, script: string, folder: string): Promise<void> {
  const digits = await loadDigits();
  await writeFile(join(folder, 'digits.f32'), floatBytes(digits.flatMap(({ pixels }) => [...pixels])));
  await writeFile(join(folder, 'labels.f32'), floatBytes(digits.map(({ label }) => label)));
  await promisify(execFile)(python, [join(ROOT, 'test/support/frameworks', script), folder]);
}

/** Numbers that a framework wrote beside its models. */
export async function floatsIn(folder: string, file: string): Promise<Float32Array> {
  return floatsOf(await readFile(join(folder, `${file}.f32`)));
}

/** The largest difference between two lists of numbers of one length. */
export function largestDifference(some: ArrayLike<number>, others: ArrayLike<number>): number {
  if (some.length !== others.length) return Number.POSITIVE_INFINITY;
  return Array.from(some).reduce(
    (largest, value, index) => Math.max(largest, Math.abs(value - (others[index] ?? Number.NaN))),
    0,
  );
}
