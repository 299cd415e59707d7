import type { ModelAnswer, Parameters, RequestContext } from '../backends/backend.ts';
import type { Tensor } from '../tensors/tensor.ts';
import type { InferenceTimes } from './inference.ts';

/** A checked request on its way to an instance. */
export interface QueuedRequest {
  readonly inputs: readonly Tensor[];
  /** Outputs to compute, by name. */
  readonly outputs: readonly string[];
  /** How the server's messages point at it: `[request id: 7] `. */
  readonly prefix: string;
  readonly batchSize: number;
  readonly signal?: AbortSignal;
  readonly context?: RequestContext;
  /** Takes the answers of a decoupled model; the result has no outputs then. */
  readonly answer?: (answer: ModelAnswer) => void;
}

export interface ScheduledResult {
  readonly outputs: readonly Tensor[];
  readonly parameters?: Parameters;
  readonly times: InferenceTimes;
}

/** Decides which requests run together, where and when. */
export interface Scheduler {
  /** @throws InferdeckError when the request is refused, cancelled in the queue, or fails in the model */
  run(request: QueuedRequest): Promise<ScheduledResult>;
  /** Requests that wait or run. */
  readonly pending: number;
  /** Refuses new requests and settles when none is left. */
  drain(): Promise<void>;
}
