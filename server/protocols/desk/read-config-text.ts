import { readFile } from 'node:fs/promises';

/** The configuration as written; null when there is no file, or it cannot be read as text. */
export async function readConfigText(path: string | undefined): Promise<string | null> {
  if (path === undefined) return null;
  return await readFile(path, 'utf8').catch(() => null);
}
