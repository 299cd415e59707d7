import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import type { Environment } from '../comparison/report.ts';
import { VERSION } from '../version.ts';

/** Processes that want a core, on average of the last minute; 0 on Windows, which does not count them. */
export function loadNow(): number {
  return loadavg()[0] ?? 0;
}

/** The computer and the program, for a report. */
export function environmentNow(loadBefore: number): Environment {
  return {
    inferdeck: VERSION,
    system: `${platform()} ${release()} ${arch()}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    load: { before: loadBefore, after: loadNow() },
  };
}
