import type { CallerSignal, Parameters } from '../backends/backend.ts';
import type { InferdeckError } from '../errors.ts';
import type { Trace } from '../telemetry/trace/trace.ts';
import type { Tensor } from '../tensors/tensor.ts';

export type { ParameterValue } from '../backends/backend.ts';

/** A request, independent of the protocol it came by. */
export interface InferenceRequest {
  readonly modelName: string;
  /** Left out: the default version answers. */
  readonly version?: number | undefined;
  /** The caller's own id, empty when it gave none. */
  readonly id: string;
  /** With their batch dimension. The buffers belong to the server from now on. */
  readonly inputs: readonly Tensor[];
  /** Names of the wanted outputs; empty means all. */
  readonly outputs: readonly string[];
  readonly parameters: Parameters;
  readonly signal?: CallerSignal | undefined;
  /** Where it is written down what happens to the request. */
  readonly trace?: Trace | undefined;
}

/** Nanoseconds that a request spent in each stage. */
export interface InferenceTimes {
  readonly queue: number;
  readonly computeInput: number;
  readonly computeInfer: number;
  readonly computeOutput: number;
}

export interface InferenceResponse {
  readonly modelName: string;
  readonly version: number;
  readonly id: string;
  readonly outputs: readonly Tensor[];
  /** What the model says beside its tensors. */
  readonly parameters?: Parameters | undefined;
  readonly times: InferenceTimes;
}

/**
 * One of the answers to a request, in the model's order; the last one is final. A model that is not decoupled gives
 * exactly one. `end` is the end of a decoupled model that came after its last answer, without one of its own.
 */
export type StreamedAnswer =
  | { readonly state: 'response'; readonly response: InferenceResponse; readonly final: boolean }
  | { readonly state: 'error'; readonly error: InferdeckError; readonly final: boolean }
  | { readonly state: 'end'; readonly final: true };
