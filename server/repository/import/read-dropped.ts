import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { subtree } from './found-model.ts';
import { readSource, type SourceTree } from './source-tree.ts';
import { unpackZip } from './unpack-zip.ts';

/** Everything that was dropped together. */
export interface Dropped {
  readonly trees: readonly SourceTree[];
  /** Whether it holds something that was unpacked, and so will not stay. */
  readonly unpacked: boolean;
}

/**
 * Reads files and folders, and unpacks archives among them.
 * @param scratch a folder of its own for what is unpacked
 * @throws InferdeckError naming what cannot be brought in
 */
export async function readDropped(paths: readonly string[], scratch: string): Promise<Dropped> {
  const trees: SourceTree[] = [];
  for (const [index, path] of paths.entries()) {
    trees.push(isZip(path) ? await readZip(path, join(scratch, String(index))) : await readSource(path));
  }
  return { trees, unpacked: paths.some(isZip) };
}

function isZip(path: string): boolean {
  return /\.zip$/i.test(path);
}

/** The archive as the folder that it stands for: the one in it, or one of its own name. */
async function readZip(archive: string, scratch: string): Promise<SourceTree> {
  const folder = join(scratch, basename(archive).slice(0, -'.zip'.length) || 'model');
  await mkdir(folder, { recursive: true });
  await unpackZip(archive, folder);
  const tree = { ...(await readSource(folder)), parent: undefined };
  const tops = tree.folders.filter((path) => !path.includes('/'));
  const [only] = tops;
  const hasTopFiles = tree.files.some(({ path }) => !path.includes('/'));
  const isWrapped = only !== undefined && tops.length === 1 && !hasTopFiles && !/^\d+$/.test(only);
  return isWrapped ? { ...subtree(tree, only), parent: undefined } : tree;
}
