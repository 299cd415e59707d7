import type { DiagnosticsFile } from '../../../server/diagnostics/contract.ts';

/** Files by the folder that they lie in, in their order; the outermost folder has no name. */
export function foldersOf(
  files: readonly DiagnosticsFile[],
): readonly { readonly folder: string; readonly inside: readonly DiagnosticsFile[] }[] {
  const folders = [...new Set(files.map(({ path }) => folderOf(path)))];
  return folders.map((folder) => ({ folder, inside: files.filter(({ path }) => folderOf(path) === folder) }));
}

function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}
