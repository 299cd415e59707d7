import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ROOT } from '../../scripts/lib/root.ts';

/** The committed sample repository. */
export const SAMPLES = join(ROOT, 'models');

/** An empty folder that is gone when the test is over. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'inferdeck-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of some sample models in a repository of its own. */
export async function copyOfSamples(...names: readonly string[]): Promise<string> {
  const repository = await tempFolder();
  for (const name of names) await cp(join(SAMPLES, name), join(repository, name), { recursive: true });
  return repository;
}
