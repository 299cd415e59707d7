import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { contentHash } from '../../server/repository/content-hash.ts';

/** One hash for everything in a folder: names, contents and links, hidden ones among them. */
export async function treeHash(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const lines = entries.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) return `${path}/`;
    if (entry.isSymbolicLink()) return `${path} -> ${await readlink(path)}`;
    return `${path} ${contentHash(await readFile(path))}`;
  });
  return contentHash((await Promise.all(lines)).sort().join('\n'));
}
