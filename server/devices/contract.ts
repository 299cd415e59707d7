/** What the devices of this computer say of themselves. A value that cannot be had is never a number. */

export interface Unknown {
  readonly state: 'unknown';
  /** Why, as a sentence. */
  readonly reason: string;
  /** What would help. */
  readonly nextStep?: string;
}

export type Known<T> = { readonly state: 'known'; readonly value: T } | Unknown;

export type Reading = Known<number>;

/** A part of a card that was split by MIG. */
export interface MigSlice {
  readonly name: string;
  readonly uuid: string;
  readonly memoryUsedBytes: Reading;
  readonly memoryTotalBytes: Reading;
}

export interface GpuProcess {
  readonly pid: number;
  readonly memoryBytes: Reading;
  /** This server, or a process that it started. */
  readonly ours: boolean;
}

export interface GpuReading {
  readonly index: number;
  readonly vendor: 'NVIDIA' | 'AMD';
  readonly name: string;
  readonly uuid: string;
  /** Set when the card stopped answering; its readings are unknown then. ISO 8601. */
  readonly lostSince?: string;
  /** 0 to 1. */
  readonly utilisation: Reading;
  readonly memoryUsedBytes: Reading;
  readonly memoryTotalBytes: Reading;
  readonly powerWatts: Reading;
  readonly powerLimitWatts: Reading;
  /** Since the driver was loaded. */
  readonly energyJoules: Reading;
  readonly temperatureCelsius: Reading;
  /** Where the card begins to slow down. */
  readonly temperatureLimitCelsius: Reading;
  readonly clockMegahertz: Reading;
  readonly maxClockMegahertz: Reading;
  /** What keeps the clock down; empty: nothing. */
  readonly throttling: Known<readonly string[]>;
  readonly processes: Known<readonly GpuProcess[]>;
  /** The parts, when the card is split. */
  readonly slices?: readonly MigSlice[];
}

/** The cards that were found. An empty list is knowledge: the driver answers, and has none. */
export type GpusReading = Known<{ readonly driver: string; readonly cards: readonly GpuReading[] }>;

export interface CpuReading {
  readonly name: string;
  /** 0 to 1 of all cores; unknown until two looks are compared. */
  readonly utilisation: Reading;
  /** 0 to 1, core by core. */
  readonly cores: Known<readonly number[]>;
  readonly coreCount: number;
  /** Processes that want to run, averaged over a minute. */
  readonly loadAverage: Reading;
  readonly memoryUsedBytes: Reading;
  readonly memoryTotalBytes: number;
  /** Resident memory of the server process alone. */
  readonly serverMemoryBytes: number;
  /** Cores that the server process keeps busy. */
  readonly serverCores: Reading;
}

export interface DevicesReading {
  /** ISO 8601. */
  readonly at: string;
  readonly cpu: CpuReading;
  readonly gpus: GpusReading;
}
