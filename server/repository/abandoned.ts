import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A name for something passing that can be told from what an ended process left behind. */
export function passingName(id: string): string {
  return `${process.pid}-${id}`;
}

/** Removes what processes that have ended left in a folder; names begin with the prefix and then the process id. */
export async function removeAbandoned(folder: string, prefix = ''): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const owner = new RegExp(`^(\\d+)-`).exec(name.startsWith(prefix) ? name.slice(prefix.length) : '')?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    // Whoever may not write there cannot be helped now, and will hear of it when importing.
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => {});
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
