import type { ErrorKind } from '../errors.ts';
import type { InferenceTimes } from '../scheduling/inference.ts';
import { Latencies } from './history/latencies.ts';

/** How often, and how many nanoseconds altogether. */
export interface Duration {
  count: number;
  ns: number;
}

/** What the batches of one size took. */
export interface BatchStatistics {
  readonly computeInput: Duration;
  readonly computeInfer: Duration;
  readonly computeOutput: Duration;
}

/** Why requests failed: refused or expired in the queue, cancelled, failed in the model, or anything else. */
export const FAILURE_REASONS = ['REJECTED', 'CANCELED', 'BACKEND', 'OTHER'] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

const REASONS: Readonly<Partial<Record<ErrorKind, FailureReason>>> = {
  unavailable: 'REJECTED',
  cancelled: 'CANCELED',
  internal: 'BACKEND',
};

/** Counters of one loaded version since it was loaded; the fields are those of the statistics extension. */
export class ModelStatistics {
  readonly success: Duration = { count: 0, ns: 0 };
  readonly fail: Duration = { count: 0, ns: 0 };
  readonly queue: Duration = { count: 0, ns: 0 };
  readonly computeInput: Duration = { count: 0, ns: 0 };
  readonly computeInfer: Duration = { count: 0, ns: 0 };
  readonly computeOutput: Duration = { count: 0, ns: 0 };
  readonly cacheHit: Duration = { count: 0, ns: 0 };
  readonly cacheMiss: Duration = { count: 0, ns: 0 };
  /** Sum of the batch sizes of answered requests. */
  inferenceCount = 0;
  /** Batches run. */
  executionCount = 0;
  /** By the number of rows in the batch. */
  readonly batches = new Map<number, BatchStatistics>();
  readonly failures: Record<FailureReason, number> = { REJECTED: 0, CANCELED: 0, BACKEND: 0, OTHER: 0 };
  /** The same requests one by one, for quantiles. */
  readonly latencies = new Latencies();
  /** Milliseconds since the epoch; 0 before the first request. */
  lastInference = 0;

  /** @param elapsedNs from the arrival of the request to its answer */
  recordSuccess(batchSize: number, times: InferenceTimes, elapsedNs: number): void {
    add(this.success, elapsedNs);
    add(this.queue, times.queue);
    add(this.computeInput, times.computeInput);
    add(this.computeInfer, times.computeInfer);
    add(this.computeOutput, times.computeOutput);
    this.inferenceCount += batchSize;
    this.latencies.record(elapsedNs, times);
    this.lastInference = Date.now();
  }

  recordBatch({
    size,
    times,
  }: {
    size: number;
    times: { input: number; infer: number; output: number };
  }): void {
    this.executionCount += 1;
    const batch = this.batches.get(size) ?? emptyBatch();
    add(batch.computeInput, times.input);
    add(batch.computeInfer, times.infer);
    add(batch.computeOutput, times.output);
    this.batches.set(size, batch);
  }

  /** An answer from the response cache: a success that computed nothing. */
  recordHit(lookupNs: number, elapsedNs: number): void {
    add(this.success, elapsedNs);
    add(this.cacheHit, lookupNs);
    this.latencies.recordHit(elapsedNs);
    this.lastInference = Date.now();
  }

  recordMiss(lookupNs: number): void {
    add(this.cacheMiss, lookupNs);
  }

  recordFailure(elapsedNs: number, kind: ErrorKind): void {
    add(this.fail, elapsedNs);
    this.failures[REASONS[kind] ?? 'OTHER'] += 1;
    this.lastInference = Date.now();
  }
}

function emptyBatch(): BatchStatistics {
  const none = () => ({ count: 0, ns: 0 });
  return { computeInput: none(), computeInfer: none(), computeOutput: none() };
}

function add(duration: Duration, ns: number): void {
  duration.count += 1;
  duration.ns += ns;
}
