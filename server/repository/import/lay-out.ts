import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ModelFolder } from '../model-folder.ts';
import { scanModelFolder } from '../scan.ts';
import type { PlannedFile } from './plan.ts';

/** Lays a model out as it would be imported, with links, so that it can be looked at before it is. */
export async function layOut(
  name: string,
  files: readonly PlannedFile[],
  scratch: string,
): Promise<ModelFolder> {
  const folder = join(scratch, name);
  await mkdir(folder, { recursive: true });
  for (const file of files) {
    if (file.kind === 'written') continue;
    const target = join(folder, file.path);
    await mkdir(dirname(target), { recursive: true });
    // Windows lets only some people make links.
    await symlink(file.source.from, target).catch(() => copyFile(file.source.from, target));
  }
  return await scanModelFolder(scratch, name);
}
