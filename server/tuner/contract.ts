import type { Setting } from './setting.ts';

/** The load that a model shall be tuned for, as a person describes it. */
export interface TuningStart {
  readonly clients: number;
  /** Requests a second altogether; left out: as many as are answered. */
  readonly rate?: number;
  /** The p95 in milliseconds that must be kept. */
  readonly budgetMs?: number;
  /** For each setting. */
  readonly seconds: number;
  /** Settings that are measured at most. */
  readonly most: number;
  readonly largestBatch: number;
}

/** A setting that was tried. */
export interface TriedSetting {
  /** Finds it again. */
  readonly key: string;
  readonly setting: Setting;
  /** Answered requests a second. */
  readonly throughput: number;
  /** Milliseconds; null when nothing was answered. */
  readonly p95: number | null;
  readonly failed: number;
  readonly cutShort: boolean;
  /** Whether no other setting beats it in both throughput and latency. */
  readonly onFront: boolean;
}

/** How far a tuning is. Whatever its state, the configuration on disk is as it was. */
export interface TuningState {
  readonly id: string;
  readonly model: string;
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  /** Why it failed. */
  readonly message?: string;
  readonly nextStep?: string;
  readonly start: TuningStart;
  /** In the order in which they were tried. */
  readonly tried: readonly TriedSetting[];
  /** The key of the best so far. */
  readonly best: string | null;
}

/** A configuration with a setting in it, before it is written. */
export interface TunedConfigText {
  readonly before: string;
  readonly after: string;
}
