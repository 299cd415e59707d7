import { availableParallelism, type CpuInfo, cpus, freemem, loadavg, totalmem } from 'node:os';
import type { CpuReading, Known } from './contract.ts';
import { known, unknown } from './readings.ts';

const MICROSECONDS = 1e6;
const FIRST_LOOK = unknown('It takes two looks to tell; the first was just taken.');

interface Look {
  readonly cores: readonly CpuInfo[];
  readonly server: NodeJS.CpuUsage;
  readonly at: number;
}

/** Compares each look at the processor with the one before. */
export class CpuSampler {
  #before: Look | undefined;

  read(): CpuReading {
    const now: Look = { cores: cpus(), server: process.cpuUsage(), at: performance.now() };
    const before = this.#before;
    this.#before = now;
    const cores = before === undefined ? FIRST_LOOK : busyCores(before.cores, now.cores);
    return {
      name: now.cores[0]?.model.trim() ?? 'Processor',
      cores,
      utilisation: cores.state === 'known' ? known(meanOf(cores.value)) : cores,
      coreCount: now.cores.length || availableParallelism(),
      loadAverage: loadOfMinute(),
      memoryUsedBytes: known(totalmem() - freemem()),
      memoryTotalBytes: totalmem(),
      serverMemoryBytes: process.memoryUsage.rss(),
      serverCores: before === undefined ? FIRST_LOOK : known(busyShare(before, now)),
    };
  }
}

function busyCores(before: readonly CpuInfo[], now: readonly CpuInfo[]): Known<readonly number[]> {
  if (now.length === 0) return unknown('This system does not let programs look at the processor.');
  return known(
    now.map(({ times }, index) => {
      const earlier = before[index]?.times;
      if (earlier === undefined) return 0;
      const idle = times.idle - earlier.idle;
      const total = sumOf(times) - sumOf(earlier);
      return total <= 0 ? 0 : Math.min(1, Math.max(0, 1 - idle / total));
    }),
  );
}

function sumOf({ user, nice, sys, idle, irq }: CpuInfo['times']): number {
  return user + nice + sys + idle + irq;
}

function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}

/** How many cores' worth of time the server process used between two looks. */
function busyShare(before: Look, now: Look): number {
  const used = now.server.user + now.server.system - before.server.user - before.server.system;
  return used / MICROSECONDS / Math.max(0.001, (now.at - before.at) / 1000);
}

function loadOfMinute(): CpuReading['loadAverage'] {
  if (process.platform === 'win32') return unknown('Windows does not keep a load average.');
  return known(loadavg()[0] ?? 0);
}
