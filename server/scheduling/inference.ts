import type { Tensor } from '../tensors/tensor.ts';

/** A request parameter as the protocols carry it; 64-bit integers beyond the safe range arrive as bigint. */
export type ParameterValue = string | number | bigint | boolean;

/** A request, independent of the protocol it came by. */
export interface InferenceRequest {
  readonly modelName: string;
  /** Left out: the default version answers. */
  readonly version?: number;
  /** The caller's own id, empty when it gave none. */
  readonly id: string;
  /** With their batch dimension. The buffers belong to the server from now on. */
  readonly inputs: readonly Tensor[];
  /** Names of the wanted outputs; empty means all. */
  readonly outputs: readonly string[];
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Set off when the caller no longer waits. */
  readonly signal?: AbortSignal;
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
  readonly times: InferenceTimes;
}
