import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InferdeckError } from '../errors.ts';
import type { ExportFile } from '../export/contract.ts';

/**
 * Writes the files of an export into a folder, which is made where it is missing.
 * @returns the paths written, in order
 * @throws InferdeckError of kind already-exists when a file with another text is in the way; nothing is written then
 */
export async function saveFiles(
  folder: string,
  files: readonly ExportFile[],
  { overwrite }: { readonly overwrite: boolean },
): Promise<readonly string[]> {
  if (!overwrite) await refuseOthers(folder, files);
  const paths: string[] = [];
  for (const { path, text } of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
    if (path.endsWith('.sh')) await chmod(target, 0o755);
    paths.push(target);
  }
  return paths;
}

async function refuseOthers(folder: string, files: readonly ExportFile[]): Promise<void> {
  for (const { path, text } of files) {
    const there = await readFile(join(folder, path), 'utf8').catch(() => undefined);
    if (there === undefined || there === text) continue;
    throw new InferdeckError('already-exists', `${join(folder, path)} is there already, with another text.`, {
      nextStep: 'Choose another folder, or say --overwrite.',
    });
  }
}
