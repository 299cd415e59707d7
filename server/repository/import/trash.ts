import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { writeFailure } from './write-failure.ts';

/**
 * Moves folders of a repository to the trash, where they keep their place in the tree.
 * @param trash an own folder for what is thrown away together
 * @throws InferdeckError when the repository cannot be written
 */
export async function moveToTrash(
  paths: readonly string[],
  repository: string,
  trash: string,
): Promise<void> {
  for (const path of paths) {
    const target = join(trash, relative(repository, path));
    await mkdir(join(target, '..'), { recursive: true });
    try {
      await move(path, target);
    } catch (error) {
      throw writeFailure(repository, error);
    }
  }
}

async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    // The trash lies on another disk: a whole copy first, then the original goes.
    await cp(from, to, { recursive: true, verbatimSymlinks: true });
    await rm(from, { recursive: true });
  }
}
