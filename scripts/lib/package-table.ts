import type { DryPackage } from './pack-dry.ts';
import type { PackedFile } from './packed-files.ts';

const PLACES = {
  archive: 'In the archive (app.asar), whose integrity is checked',
  beside: 'Beside the archive (app.asar.unpacked), for native code and workers',
  resource: 'Other resources',
} as const;

/** Files smaller than this are summed up by folder. */
const WORTH_A_LINE = 100_000;

/** What is in a package, with sizes, for people. */
export function packageTable({ files, fuses }: Pick<DryPackage, 'files' | 'fuses'>): string {
  const parts = (['archive', 'beside', 'resource'] as const).flatMap((place) => {
    const here = files.filter((file) => file.place === place);
    return [`${PLACES[place]}: ${here.length} files, ${size(total(here))}`, ...rows(here), ''];
  });
  const states = Object.entries(fuses).map(([name, on]) => `  ${on ? 'on ' : 'off'}  ${name}`);
  const sum = `Without Electron itself: ${files.length} files, ${size(total(files))}`;
  return [...parts, 'Fuses', ...states, '', sum].join('\n');
}

function rows(files: readonly PackedFile[]): string[] {
  const sums = new Map<string, PackedFile[]>();
  for (const file of files) {
    const name = file.bytes >= WORTH_A_LINE ? file.path : `${folderOf(file.path)}*`;
    sums.set(name, [...(sums.get(name) ?? []), file]);
  }
  return [...sums]
    .sort(([, a], [, b]) => total(b) - total(a))
    .map(
      ([name, group]) =>
        `${size(total(group)).padStart(10)}  ${name}${group.length > 1 ? ` (${group.length})` : ''}`,
    );
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function total(files: readonly PackedFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
