import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { PICTURE_FILE } from './decode-picture.ts';
import { pictureRow } from './picture-row.ts';
import type { InputChoices, ReadRows } from './set-row.ts';

/** The pictures of a folder, by name; the folder that one lies in is its label. */
export async function readFolder(folder: string, choices: InputChoices): Promise<ReadRows> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const pictures = paths.filter((path) => PICTURE_FILE.test(path));
  const others = paths.filter((path) => !PICTURE_FILE.test(path));
  return {
    rows: pictures.map((path) =>
      pictureRow({ name: path, label: path.split('/').at(-2) }, join(folder, path), choices),
    ),
    remarks: others.length === 0 ? [] : [leftOut(others)],
  };
}

function leftOut(others: readonly string[]): string {
  const what = others.length === 1 ? '1 file is' : `${others.length} files are`;
  return `${what} left out, being neither PNG nor JPEG: ${others.slice(0, 3).join(', ')}${others.length > 3 ? ' …' : ''}.`;
}
