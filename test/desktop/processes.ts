import { readdir, readFile } from 'node:fs/promises';
import { expect } from 'vitest';

interface RunningProcess {
  readonly pid: number;
  readonly command: string;
}

/** Processes that were started for an app of this folder: the server and the browser have it on their command lines. */
export async function processesOf(home: string): Promise<readonly RunningProcess[]> {
  // Elsewhere there is no such folder; what is looked at here is looked at on Linux alone.
  if (process.platform !== 'linux') return [];
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = await Promise.all(
    ids.map(async (pid) => ({
      pid,
      command: (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' '),
    })),
  );
  return all.filter(({ command }) => command.includes(home));
}

/** The server's process. */
export async function serverPid(home: string): Promise<number> {
  const servers = (await processesOf(home)).filter(({ command }) => command.includes('--announce=json'));
  expect(servers).toHaveLength(1);
  return servers[0]?.pid ?? -1;
}
