import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tempFolder } from './temp.ts';

/** Writes files, given by their path inside it, into a fresh repository. */
export async function repositoryOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const repository = await tempFolder();
  await writeFiles(repository, files);
  return repository;
}

/** Writes files into a folder, with the folders they need. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}
