import type { Tensor } from '../../tensors/tensor.ts';
import type { ExecutionTimes } from '../backend.ts';

/** What a session is made of. */
export interface SessionSource {
  /** The file's path, or the model itself. */
  readonly model: string | Uint8Array;
  readonly options: SessionSettings;
}

/** The session options we set; every other keeps the runtime's default. */
export interface SessionSettings {
  readonly executionProviders: readonly (string | { readonly name: string; readonly deviceId: number })[];
  readonly intraOpNumThreads?: number;
  readonly interOpNumThreads?: number;
  readonly executionMode?: 'sequential' | 'parallel';
  readonly graphOptimizationLevel?: 'disabled' | 'basic' | 'extended' | 'all';
  readonly enableCpuMemArena?: boolean;
  readonly enableMemPattern?: boolean;
}

/** One input of some requests. */
export interface PackedInput extends Omit<Tensor, 'data'> {
  /** The requests' bytes in order: in one piece where they were put together already, otherwise a piece a request. */
  readonly pieces: readonly Tensor['data'][];
}

/** Requests that are handed over together: joined to one batch, or to be run one after the other. */
export interface Batch {
  /** With the shape that one run sees. */
  readonly inputs: readonly PackedInput[];
  /** Outputs that any of the requests wants. */
  readonly outputs: readonly string[];
  /** Into how many equal parts the inputs are cut, each for a run of its own. */
  readonly runs: number;
}

/** What became of some consecutive runs. */
export type RunResult =
  | {
      readonly state: 'done';
      readonly runs: number;
      /** With the shape of one run, and the data of all of them in order. */
      readonly outputs: readonly Tensor[];
      /** Of all of them. */
      readonly times: ExecutionTimes;
    }
  | { readonly state: 'failed'; readonly message: string };

export type ToWorker =
  | { readonly type: 'create'; readonly source: SessionSource }
  | { readonly type: 'execute'; readonly batch: Batch }
  /** The thread has no session afterwards, and may be given another. */
  | { readonly type: 'release' };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'load-failed'; readonly message: string }
  | { readonly type: 'released' }
  | { readonly type: 'executed'; readonly results: readonly RunResult[] };
