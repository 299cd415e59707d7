import { EventEmitter } from 'node:events';
import { DRM_FOLDER, readAmdGpus } from './amd-gpus.ts';
import type { DevicesReading, GpusReading, Unknown } from './contract.ts';
import { CpuSampler } from './cpu.ts';
import { NVML_LIBRARY, type NvidiaGpus, openNvidiaGpus } from './nvml/nvidia-gpus.ts';
import { NVIDIA_SMI } from './nvidia-smi.ts';
import { isOwnProcess } from './own-process.ts';
import { known } from './readings.ts';

const EVERY_MS = 1000;

/** Where the devices are looked for; a test has its own places. */
export interface DevicePlaces {
  readonly nvmlLibrary: string;
  /** Asked where the library cannot be opened. */
  readonly nvidiaSmi?: string;
  readonly drmFolder: string;
}

const PLACES: DevicePlaces = { nvmlLibrary: NVML_LIBRARY, nvidiaSmi: NVIDIA_SMI, drmFolder: DRM_FOLDER };

/** Looks at processor, memory and graphics cards once a second. */
export class Devices {
  /** Emits `reading` after each look. */
  readonly events = new EventEmitter<{ reading: [reading: DevicesReading] }>();
  readonly #places: DevicePlaces;
  readonly #cpu = new CpuSampler();
  #nvidia: Promise<NvidiaGpus | Unknown> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<DevicesReading> | undefined;
  #last: DevicesReading | undefined;

  constructor(places: DevicePlaces = PLACES) {
    this.#places = places;
  }

  /** The newest reading; undefined before the first. */
  get last(): DevicesReading | undefined {
    return this.#last;
  }

  /** Looks every second from now on. */
  begin(): void {
    void this.look();
    this.#timer ??= setInterval(() => void this.look(), EVERY_MS);
    this.#timer.unref();
  }

  /** Looks now; a look that is under way is shared. */
  look(): Promise<DevicesReading> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    const nvidia = await this.#nvidia;
    if (nvidia !== undefined && 'close' in nvidia) await nvidia.close();
  }

  async #look(): Promise<DevicesReading> {
    const gpus = await this.#gpus();
    const reading = { at: new Date().toISOString(), cpu: this.#cpu.read(), gpus };
    this.#last = reading;
    this.events.emit('reading', reading);
    return reading;
  }

  async #gpus(): Promise<GpusReading> {
    this.#nvidia ??= openNvidiaGpus(this.#places.nvmlLibrary, this.#places.nvidiaSmi, isOwnProcess);
    const [nvidia, amd] = [await this.#nvidia, await readAmdGpus(this.#places.drmFolder)];
    const cards = 'read' in nvidia ? await nvidia.read() : nvidia;
    if (amd.length === 0) return cards;
    if (cards.state === 'unknown') return known({ driver: 'amdgpu', cards: amd });
    const { driver, cards: others } = cards.value;
    const after = others.length;
    return known({
      driver,
      cards: [...others, ...amd.map((card) => ({ ...card, index: after + card.index }))],
    });
  }
}
