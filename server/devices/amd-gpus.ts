import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GpuReading, Reading } from './contract.ts';
import { inUnitsOf, known, unknown } from './readings.ts';

/** Where Linux shows graphics cards. */
export const DRM_FOLDER = '/sys/class/drm';

const AMD_VENDOR = '0x1002';
const NOT_SHOWN = unknown('The amdgpu driver does not show it for this card.');
const NO_PROCESSES = unknown('The amdgpu driver does not tell which processes use the card.');
const NO_REASON = unknown('The amdgpu driver does not tell why a clock is held back.');

/** The cards of AMD, from the files of the kernel driver `amdgpu`. @param folder {@link DRM_FOLDER} */
export async function readAmdGpus(folder: string): Promise<readonly GpuReading[]> {
  const names = await readdir(folder).catch((): string[] => []);
  const cards = await Promise.all(
    names
      .filter((name) => /^card\d+$/.test(name))
      .sort()
      .map((name, index) => readCard(join(folder, name, 'device'), index)),
  );
  return cards.filter((card) => card !== undefined);
}

async function readCard(device: string, index: number): Promise<GpuReading | undefined> {
  if ((await textOf(join(device, 'vendor'))) !== AMD_VENDOR) return undefined;
  const sensors = await sensorFolder(device);
  const sensor = (name: string, divisor: number) => numberOf(join(sensors, name), divisor);
  return {
    index,
    vendor: 'AMD',
    name: (await textOf(join(device, 'product_name'))) || 'AMD graphics card',
    uuid: (await textOf(join(device, 'unique_id'))) || device,
    utilisation: await numberOf(join(device, 'gpu_busy_percent'), 100),
    memoryUsedBytes: await numberOf(join(device, 'mem_info_vram_used'), 1),
    memoryTotalBytes: await numberOf(join(device, 'mem_info_vram_total'), 1),
    powerWatts: await sensor('power1_average', 1e6),
    powerLimitWatts: await sensor('power1_cap', 1e6),
    energyJoules: NOT_SHOWN,
    temperatureCelsius: await sensor('temp1_input', 1000),
    temperatureLimitCelsius: await sensor('temp1_crit', 1000),
    clockMegahertz: await sensor('freq1_input', 1e6),
    maxClockMegahertz: NOT_SHOWN,
    throttling: NO_REASON,
    processes: NO_PROCESSES,
  };
}

async function sensorFolder(device: string): Promise<string> {
  const [first = 'none'] = await readdir(join(device, 'hwmon')).catch((): string[] => []);
  return join(device, 'hwmon', first);
}

async function textOf(path: string): Promise<string> {
  return (await readFile(path, 'utf8').catch(() => '')).trim();
}

async function numberOf(path: string, divisor: number): Promise<Reading> {
  const text = await textOf(path);
  return /^\d+$/.test(text) ? inUnitsOf(divisor, known(Number(text))) : NOT_SHOWN;
}
