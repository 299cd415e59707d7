/** The numbers of the last day, as server and window share them. Times are milliseconds. */

/** Seconds of one step of each range; every range has 300 steps. */
export const STEP_SECONDS = { '5 min': 1, '15 min': 3, '1 h': 12, '6 h': 72, '24 h': 288 } as const;

export type MetricsRange = keyof typeof STEP_SECONDS;

export const RANGES = ['5 min', '15 min', '1 h', '6 h', '24 h'] as const satisfies readonly MetricsRange[];

export const STEPS = 300;

/** Stages of a request; `request` is all of it. */
export const STAGES = ['request', 'queue', 'input', 'compute', 'output'] as const;

export type Stage = (typeof STAGES)[number];

/** One is left out where fewer than ten requests of the window lie beyond it. */
export interface Quantiles {
  readonly p50?: number;
  readonly p90?: number;
  readonly p95?: number;
  readonly p99?: number;
}

/** What one version did in one step. */
export interface VersionPoint {
  readonly model: string;
  readonly version: number;
  /** Answered, failures not among them. */
  readonly requests: number;
  /** By reason. */
  readonly failures: Readonly<Record<string, number>>;
  /** Rows of the answered requests. */
  readonly inferences: number;
  /** Batches that ran. */
  readonly executions: number;
  /** Executions by the number of rows. */
  readonly batches: readonly (readonly [size: number, executions: number])[];
  /** Spent by all requests together. */
  readonly spent: Readonly<Record<Stage, number>>;
  /** Of the last 30 s, or of the step where that is longer. */
  readonly quantiles: Readonly<Record<Stage, Quantiles>>;
  /** Requests in the queue, the most that were seen in the step. */
  readonly waiting: number;
}

/** A card; null is unknown. */
export interface GpuPoint {
  readonly uuid: string;
  readonly utilisation: number | null;
  readonly memoryUsedBytes: number | null;
  readonly powerWatts: number | null;
  readonly temperatureCelsius: number | null;
}

export interface MetricsPoint {
  /** End of the step, milliseconds since the epoch. */
  readonly at: number;
  /** How long the step really was. */
  readonly seconds: number;
  /** Versions that did anything. */
  readonly versions: readonly VersionPoint[];
  /** Of whole requests, all models together. */
  readonly quantiles: Quantiles;
  /** 0 to 1; null is unknown. */
  readonly cpu: number | null;
  readonly memoryUsedBytes: number | null;
  readonly serverMemoryBytes: number | null;
  readonly gpus: readonly GpuPoint[];
}

export interface MetricsSeries {
  readonly range: MetricsRange;
  /** Oldest first. */
  readonly points: readonly MetricsPoint[];
}
