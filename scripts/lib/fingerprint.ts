import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './root.ts';

/** One hash over the names and contents of files and folders, given relative to the project; absent ones count as empty. */
export async function fingerprint(sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await filesUnder(source)) {
      hash
        .update(file)
        .update('\0')
        .update(await readFile(join(ROOT, file)))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

async function filesUnder(source: string): Promise<string[]> {
  const found = await stat(join(ROOT, source)).catch(() => undefined);
  if (found === undefined) return [];
  if (found.isFile()) return [source];
  const entries = await readdir(join(ROOT, source), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .sort();
}
