import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { GpuReading, GpusReading, Reading } from './contract.ts';
import { inUnitsOf, known, unknown } from './readings.ts';

/** The program that comes with the driver. */
export const NVIDIA_SMI = 'nvidia-smi';

const run = promisify(execFile);
const LONGEST_MS = 5000;
const PER_MEBIBYTE = 1 / 1024 ** 2;

/** What is asked for, in the order of the columns; `nvidia-smi --help-query-gpu` describes each. */
const COLUMNS = [
  'index',
  'name',
  'uuid',
  'driver_version',
  'utilization.gpu',
  'memory.used',
  'memory.total',
  'power.draw',
  'enforced.power.limit',
  'temperature.gpu',
  'clocks.sm',
  'clocks.max.sm',
] as const;

const NOT_TOLD = unknown('The program nvidia-smi is not asked for it.', 'Install the whole NVIDIA driver.');

/** The cards of NVIDIA as the program tells them, where the driver's library cannot be opened. */
export async function readWithNvidiaSmi(program: string): Promise<GpusReading> {
  const args = [`--query-gpu=${COLUMNS.join(',')}`, '--format=csv,noheader,nounits'];
  try {
    const { stdout } = await run(program, args, { timeout: LONGEST_MS, windowsHide: true });
    const rows = stdout.split('\n').filter((line) => line.trim() !== '');
    const cards = rows.map((line) => line.split(',').map((cell) => cell.trim()));
    return known({ driver: cards[0]?.[3] ?? '', cards: cards.map(cardOf) });
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n').slice(-1);
    return unknown(`The program nvidia-smi gave no readings: ${reason}`, 'Run nvidia-smi to see why.');
  }
}

/** Whether the program is there at all. */
export async function hasNvidiaSmi(program: string): Promise<boolean> {
  return await run(program, ['-L'], { timeout: LONGEST_MS, windowsHide: true }).then(
    () => true,
    (error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ENOENT'),
  );
}

function cardOf(cells: readonly string[], position: number): GpuReading {
  const cell = (name: (typeof COLUMNS)[number]) => cells[COLUMNS.indexOf(name)] ?? '';
  const number = (name: (typeof COLUMNS)[number]) => numberOf(cell(name));
  return {
    index: /^\d+$/.test(cell('index')) ? Number(cell('index')) : position,
    vendor: 'NVIDIA',
    name: cell('name'),
    uuid: cell('uuid'),
    utilisation: inUnitsOf(100, number('utilization.gpu')),
    memoryUsedBytes: inUnitsOf(PER_MEBIBYTE, number('memory.used')),
    memoryTotalBytes: inUnitsOf(PER_MEBIBYTE, number('memory.total')),
    powerWatts: number('power.draw'),
    powerLimitWatts: number('enforced.power.limit'),
    energyJoules: NOT_TOLD,
    temperatureCelsius: number('temperature.gpu'),
    temperatureLimitCelsius: NOT_TOLD,
    clockMegahertz: number('clocks.sm'),
    maxClockMegahertz: number('clocks.max.sm'),
    throttling: NOT_TOLD,
    processes: NOT_TOLD,
  };
}

/** The program writes words in brackets where it has no number. */
function numberOf(cell: string): Reading {
  return /^\d+(?:\.\d+)?$/.test(cell)
    ? known(Number(cell))
    : unknown(`nvidia-smi says: ${cell || 'nothing'}.`);
}
