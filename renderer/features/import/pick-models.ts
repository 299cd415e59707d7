import type { Drop } from './dropped-files.ts';
import { readFiles } from './dropped-files.ts';
import { beginImport } from './importing.ts';

/** Lets a person choose model files, or one folder, and shows the same plan as a drop does. */
export function pickModels(what: 'files' | 'folder'): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.webkitdirectory = what === 'folder';
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    if (files.length > 0) void beginImport(what === 'folder' ? pickedFolder(files) : readFiles(files));
  });
  input.click();
}

/** A folder is picked as the list of its files; where paths are known, the folder itself is taken. */
function pickedFolder(files: readonly File[]): Drop {
  const [first] = files;
  const path = first === undefined ? '' : (window.desktop?.pathForFile(first) ?? '');
  if (first === undefined || path === '') return readFiles(files);
  const inside = first.webkitRelativePath;
  const [folder = ''] = inside.split('/');
  return { kind: 'paths', paths: [path.slice(0, path.length - inside.length) + folder] };
}
