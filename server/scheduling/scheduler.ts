import type { CallerSignal, ModelAnswer, Parameters, RequestContext } from '../backends/backend.ts';
import type { Tensor } from '../tensors/tensor.ts';
import type { InferenceTimes } from './inference.ts';

/** A checked request on its way to an instance. */
export interface QueuedRequest {
  /** In the order of the model's inputs. */
  readonly inputs: readonly Tensor[];
  /** Outputs to compute, by name. */
  readonly outputs: readonly string[];
  /** How the server's messages point at it: `[request id: 7] `. */
  readonly prefix: string;
  readonly batchSize: number;
  /** 1 is the most urgent; 0 and undefined mean the default. */
  readonly priority?: number | undefined;
  /** How long the caller is ready to wait in the queue. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: CallerSignal | undefined;
  readonly context?: RequestContext;
  /** Takes the answers of a decoupled model; the result has no outputs then. */
  readonly answer?: (answer: ModelAnswer) => void;
}

export interface ScheduledResult {
  readonly outputs: readonly Tensor[];
  readonly parameters?: Parameters | undefined;
  readonly times: InferenceTimes;
  /** How the response cache was asked, where the model uses it. */
  readonly cache?: { readonly state: 'hit' | 'miss'; readonly ns: number };
}

/** Decides which requests run together, where and when. */
export interface Scheduler {
  /** @throws InferdeckError when the request is refused, cancelled in the queue, or fails in the model */
  run(request: QueuedRequest): Promise<ScheduledResult>;
  /** Hands waiting requests to free instances; called whenever an instance becomes free. */
  dispatch(): void;
  /** Requests that wait or run. */
  readonly pending: number;
  /** Those of them that wait. */
  readonly waiting: number;
  /** Refuses new requests and settles when none is left. */
  drain(): Promise<void>;
}

/** Told of every batch that ran. */
export type BatchObserver = (batch: {
  readonly requests: number;
  readonly size: number;
  readonly times: { readonly input: number; readonly infer: number; readonly output: number };
}) => void;
