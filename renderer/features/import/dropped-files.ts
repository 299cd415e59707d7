import type { DroppedFile } from '../../queries/imports.ts';

/** Something dropped: paths where a desktop can tell them, contents otherwise. */
export type Drop =
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'files'; readonly files: () => Promise<readonly DroppedFile[]> };

/** Whether files are held over the window that are no pictures; those belong to a model's input. */
export function holdsModels(transfer: DataTransfer): boolean {
  const files = [...transfer.items].filter(({ kind }) => kind === 'file');
  return (
    transfer.types.includes('Files') &&
    !(files.length > 0 && files.every(({ type }) => type.startsWith('image/')))
  );
}

/** Takes what is needed of a drop at once: it is empty as soon as its event is over. */
export function readDrop(transfer: DataTransfer): Drop {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const files = [...transfer.files];
  const picked = readFiles(files);
  if (picked.kind === 'paths' || entries.length === 0) return picked;
  return { kind: 'files', files: async () => (await Promise.all(entries.map(filesOf))).flat() };
}

/** Files that were picked or dropped without folders. */
export function readFiles(files: readonly File[]): Drop {
  const { desktop } = window;
  const paths = desktop === undefined ? [] : files.map((file) => desktop.pathForFile(file));
  if (paths.length > 0 && paths.every((path) => path !== '')) return { kind: 'paths', paths };
  const named = files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  return { kind: 'files', files: () => Promise.resolve(named) };
}

async function filesOf(entry: FileSystemEntry): Promise<DroppedFile[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path, file }];
  }
  if (!isFolder(entry)) return [];
  const inside = await allEntries(entry.createReader());
  return (await Promise.all(inside.map(filesOf))).flat();
}

/** A reader gives a hundred entries at a time, and none when it is through. */
async function allEntries(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
