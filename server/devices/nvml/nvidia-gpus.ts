import type { GpuReading, GpusReading, Unknown } from '../contract.ts';
import { hasNvidiaSmi, readWithNvidiaSmi } from '../nvidia-smi.ts';
import { known, unknown } from '../readings.ts';
import { cText, NvmlCard } from './card.ts';
import { type NvmlLibrary, openNvmlLibrary } from './library.ts';
import { readCard } from './read-card.ts';
import { meansLost, NVML, reasonOf } from './result.ts';

/** The library of the driver under the name that this system gives it. */
export const NVML_LIBRARY = process.platform === 'win32' ? 'nvml.dll' : 'libnvidia-ml.so.1';

const TEXT_BYTES = 80;

/** The cards of NVIDIA, through the library of their driver. */
export interface NvidiaGpus {
  readonly read: () => Promise<GpusReading>;
  readonly close: () => Promise<void>;
}

/**
 * @param program asked where the library cannot be opened; undefined: nothing is
 * @param isOurs whether a process is this server's
 * @returns the cards, or why there are none
 */
export async function openNvidiaGpus(
  path: string,
  program: string | undefined,
  isOurs: (pid: number) => boolean,
): Promise<NvidiaGpus | Unknown> {
  const library = await openNvmlLibrary(path).catch(() => undefined);
  if (library === undefined) {
    if (program !== undefined && (await hasNvidiaSmi(program))) {
      return { read: () => readWithNvidiaSmi(program), close: async () => undefined };
    }
    return unknown(
      'No NVIDIA driver is installed.',
      'With an NVIDIA card in this computer, install its driver to see it here.',
    );
  }
  const code = await library.call('nvmlInit_v2');
  if (code !== NVML.success) return reasonOf(code);
  const cards = new Map<number, GpuReading>();
  return {
    read: () => readAll(library, cards, isOurs),
    close: async () => void (await library.call('nvmlShutdown')),
  };
}

/** Reads every card. One that was there before and no longer answers stays in the list, as lost. */
async function readAll(
  library: NvmlLibrary,
  before: Map<number, GpuReading>,
  isOurs: (pid: number) => boolean,
): Promise<GpusReading> {
  const count = new Uint32Array(1);
  const code = await library.call('nvmlDeviceGetCount_v2', count);
  if (code !== NVML.success) return reasonOf(code);
  const highest = Math.max(count[0] ?? 0, ...[...before.keys()].map((index) => index + 1));
  for (let index = 0; index < highest; index += 1) {
    const card = await readOne(library, index, before.get(index), isOurs);
    if (card !== undefined) before.set(index, card);
  }
  return known({ driver: await driverVersion(library), cards: [...before.values()] });
}

async function readOne(
  library: NvmlLibrary,
  index: number,
  before: GpuReading | undefined,
  isOurs: (pid: number) => boolean,
): Promise<GpuReading | undefined> {
  const handle = new BigUint64Array(1);
  const code = await library.call('nvmlDeviceGetHandleByIndex_v2', index, handle);
  if (code !== NVML.success) return before && lost(before, code);
  const card = new NvmlCard(library, handle[0] ?? 0n);
  const reading = await readCard(card, index, isOurs);
  return before !== undefined && meansLost(card.lastFailure) ? lost(before, card.lastFailure) : reading;
}

function lost(before: GpuReading, code: number): GpuReading {
  const why = reasonOf(meansLost(code) ? NVML.gpuLost : code);
  const { slices: _, ...card } = before;
  return {
    ...card,
    lostSince: before.lostSince ?? new Date().toISOString(),
    utilisation: why,
    memoryUsedBytes: why,
    powerWatts: why,
    powerLimitWatts: why,
    energyJoules: why,
    temperatureCelsius: why,
    clockMegahertz: why,
    throttling: why,
    processes: why,
  };
}

async function driverVersion(library: NvmlLibrary): Promise<string> {
  const text = new Uint8Array(TEXT_BYTES);
  const code = await library.call('nvmlSystemGetDriverVersion', text, TEXT_BYTES);
  return code === NVML.success ? cText(text) : '';
}
