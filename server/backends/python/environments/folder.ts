import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Written last, so that an environment that was cut off is made again. */
const DONE = 'inferdeck-done';

/** Makes what belongs into a folder, unless that was done before. Whatever a cut-off attempt left is removed first. */
export async function fillOnce(folder: string, fill: () => Promise<void>): Promise<void> {
  if (await isThere(join(folder, DONE))) return;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await fill();
  await writeFile(join(folder, DONE), '');
}

/** The program of an environment, by the ways of the platform. */
export function pythonIn(environment: string): string {
  return process.platform === 'win32'
    ? join(environment, 'Scripts', 'python.exe')
    : join(environment, 'bin', 'python');
}

export async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
