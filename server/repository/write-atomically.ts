import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { passingName } from './abandoned.ts';

/** A file that is being written begins so; what a killed server left of one is removed at the next start. */
export const HALF_WRITTEN_PREFIX = '.inferdeck-save-';

/**
 * Replaces a file in one step: a reader sees the old content or the new one, never a part, and a crash leaves the old.
 * @param scratch a folder of the same file system for the half-written file, outside every model folder: a stray file
 *   in one would count as a change of the model
 */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  scratch: string,
): Promise<void> {
  // A link stays a link; what it points to is replaced.
  const target = await realpath(path).catch(() => path);
  const { mode } = (await stat(target).catch(() => undefined)) ?? {};
  const half = join(scratch, `${HALF_WRITTEN_PREFIX}${passingName(randomBytes(6).toString('hex'))}.tmp`);
  try {
    const file = await open(half, 'wx', mode ?? 0o644);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(half, target);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}
