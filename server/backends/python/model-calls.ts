import type { Trace } from '../../telemetry/trace/trace.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import type { ModelAnswer, Parameters } from '../backend.ts';

/** A request that a model makes of another model. */
export interface ModelCall {
  readonly modelName: string;
  /** Left out: the default version answers. */
  readonly version?: number;
  readonly id: string;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly string[];
  readonly parameters: Parameters;
  readonly signal: AbortSignal;
  /** The trace of the request for which the model makes this one. */
  readonly causedBy?: Trace | undefined;
}

/** What counts instead of what lies on disk, for one load. */
export interface LoadInstead {
  /** A configuration in its JSON form; empty: the one on disk. */
  readonly config: string;
  /** Contents by path inside the model's folder. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** The rest of the server, for models that call other models. */
export interface ModelCalls {
  /**
   * Every answer to a call, in order, expected failures among them; the last one is final.
   * @param decoupled whether the caller takes any number of answers
   */
  infer(call: ModelCall, decoupled: boolean): AsyncIterable<ModelAnswer>;
  load(model: string, instead: LoadInstead): Promise<void>;
  unload(model: string, withDependents: boolean): Promise<void>;
  isReady(model: string, version: number | undefined): Promise<boolean>;
}
