/** A text file by its path, with `/` between folders. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Files by the folder that they lie in, in their order; the outermost folder has no name. */
export function foldersOf(
  files: readonly TextFile[],
): readonly { readonly folder: string; readonly inside: readonly TextFile[] }[] {
  const folders = [...new Set(files.map(({ path }) => folderOf(path)))];
  return folders.map((folder) => ({ folder, inside: files.filter(({ path }) => folderOf(path) === folder) }));
}

function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}
