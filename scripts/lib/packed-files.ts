import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { listPackage, statFile } from '@electron/asar';

export interface PackedFile {
  /** In the archive; beside it as an ordinary file; or outside of both. */
  readonly place: 'archive' | 'beside' | 'resource';
  /** With forward slashes, relative to its place. */
  readonly path: string;
  readonly bytes: number;
}

/** Everything in the `resources` folder of a packed app. */
export async function packedFiles(resources: string): Promise<PackedFile[]> {
  const unpacked = 'app.asar.unpacked/';
  const onDisk = (await filesUnder(resources)).filter(({ path }) => path !== 'app.asar');
  return [
    ...archivedFiles(join(resources, 'app.asar')),
    ...onDisk.map(
      ({ path, bytes }): PackedFile =>
        path.startsWith(unpacked)
          ? { place: 'beside', path: path.slice(unpacked.length), bytes }
          : { place: 'resource', path, bytes },
    ),
  ];
}

/** Files whose bytes lie in the archive; its table names those beside it as well. */
function archivedFiles(archive: string): PackedFile[] {
  return listPackage(archive, { isPack: false }).flatMap((name): PackedFile[] => {
    const path = name.slice(1).split(sep).join('/');
    const entry = statFile(archive, name.slice(1));
    return 'size' in entry && !entry.unpacked ? [{ place: 'archive', path, bytes: entry.size }] : [];
  });
}

async function filesUnder(folder: string): Promise<{ path: string; bytes: number }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(async (file) => ({
      path: relative(folder, file).split(sep).join('/'),
      bytes: (await stat(file)).size,
    })),
  );
}
