import { cp, rename, rm, stat } from 'node:fs/promises';

/**
 * Copies the sample models to a place where they may be changed, unless they are there already: an installed app
 * cannot write into itself. The copy appears whole or not at all.
 * @returns the folder of the copy
 */
export async function provideSamples(samples: string, target: string): Promise<string> {
  if (await isFolder(target)) return target;
  const unfinished = `${target}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(samples, unfinished, { recursive: true });
  await rename(unfinished, target);
  return target;
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ?? false;
}
