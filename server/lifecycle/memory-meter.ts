import { readFile } from 'node:fs/promises';

/** What something cost, or gave back; undefined when another measurement ran at the same time. */
export interface Measured<T> {
  readonly result: T;
  readonly grownBytes: number | undefined;
}

/** Tells by how much the server's memory grows while something is done, its child processes included. */
export class MemoryMeter {
  #running = 0;
  /** Goes up with each measurement, so that one can tell whether it was alone. */
  #begun = 0;

  async measure<T>(work: () => Promise<T>): Promise<Measured<T>> {
    this.#running += 1;
    this.#begun += 1;
    const [first, alone] = [this.#begun, this.#running === 1];
    try {
      const before = await residentBytes();
      const result = await work();
      const grownBytes = (await residentBytes()) - before;
      return { result, grownBytes: alone && this.#begun === first ? grownBytes : undefined };
    } finally {
      this.#running -= 1;
    }
  }
}

/** Resident memory of this process and of those that it started; elsewhere than on Linux of this process alone. */
async function residentBytes(): Promise<number> {
  const own = process.memoryUsage.rss();
  const children = await childrenOf(process.pid);
  const sizes = await Promise.all(children.map(residentOf));
  return sizes.reduce((sum, bytes) => sum + bytes, own);
}

/** Processes that this thread started; instances that are processes are started by no other. */
async function childrenOf(pid: number): Promise<string[]> {
  const list = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return list.split(' ').filter((child) => child !== '');
}

async function residentOf(pid: string): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}
