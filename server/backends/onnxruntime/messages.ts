import type { Execution, ExecutionRequest } from '../backend.ts';

/** What a worker is told when it starts. */
export interface WorkerStart {
  readonly path: string;
  readonly sessionOptions: SessionSettings;
}

/** The session options we set; every other keeps the runtime's default. */
export interface SessionSettings {
  readonly executionProviders: readonly string[];
  readonly intraOpNumThreads?: number;
  readonly interOpNumThreads?: number;
  readonly executionMode?: 'sequential' | 'parallel';
  readonly graphOptimizationLevel?: 'disabled' | 'basic' | 'extended' | 'all';
  readonly enableCpuMemArena?: boolean;
  readonly enableMemPattern?: boolean;
}

export type ToWorker =
  | { readonly type: 'execute'; readonly requests: readonly ExecutionRequest[] }
  | { readonly type: 'close' };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'load-failed'; readonly message: string }
  | { readonly type: 'executed'; readonly execution: Execution }
  | { readonly type: 'execute-failed'; readonly message: string };
