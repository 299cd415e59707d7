import { readFile } from 'node:fs/promises';

/** Linux counts in hundredths of a second, whatever the processor. */
const TICK_US = 10_000;
/** Fields behind the program's name, which is in brackets and may hold spaces. */
const [USER, SYSTEM] = [11, 12];

/** Microseconds that all threads of a process have computed; not a number where the system has no /proc. */
export async function cpuMicroseconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER]) + Number(fields[SYSTEM])) * TICK_US;
}
