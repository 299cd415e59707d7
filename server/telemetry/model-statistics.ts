import type { ErrorKind } from '../errors.ts';
import type { InferenceTimes } from '../scheduling/inference.ts';
import { addDuration, type Duration, noDuration } from './duration.ts';
import { FirstResponses } from './first-responses.ts';
import { Latencies } from './history/latencies.ts';
import { LoadRatios } from './load-ratios.ts';
import { RequestsBySize } from './request-statistics.ts';
import { ResponsesByIndex } from './response-statistics.ts';

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
  readonly success: Duration = noDuration();
  readonly fail: Duration = noDuration();
  readonly queue: Duration = noDuration();
  readonly computeInput: Duration = noDuration();
  readonly computeInfer: Duration = noDuration();
  readonly computeOutput: Duration = noDuration();
  readonly cacheHit: Duration = noDuration();
  readonly cacheMiss: Duration = noDuration();
  /** Sum of the batch sizes of answered requests. */
  inferenceCount = 0;
  /** Batches run. */
  executionCount = 0;
  /** By the number of rows in the batch. */
  readonly batches = new Map<number, BatchStatistics>();
  /** By the batch size of the request. */
  readonly requests = new RequestsBySize();
  /** Of a decoupled model. */
  readonly responses = new ResponsesByIndex();
  /** Of a decoupled model. */
  readonly firstResponses: FirstResponses;
  readonly failures: Record<FailureReason, number> = { REJECTED: 0, CANCELED: 0, BACKEND: 0, OTHER: 0 };
  /** The same requests one by one, for quantiles. */
  readonly latencies = new Latencies();
  /** Of the requests that were computed. */
  readonly loadRatios = new LoadRatios();
  /** Milliseconds since the epoch; 0 before the first request. */
  lastInference = 0;

  /** @param firstResponseBounds buckets in milliseconds; left out: the usual ones */
  constructor(firstResponseBounds?: readonly number[]) {
    this.firstResponses = new FirstResponses(firstResponseBounds);
  }

  /** @param elapsedNs from the arrival of the request to its answer */
  recordSuccess(batchSize: number, times: InferenceTimes, elapsedNs: number): void {
    addDuration(this.success, elapsedNs);
    addDuration(this.queue, times.queue);
    addDuration(this.computeInput, times.computeInput);
    addDuration(this.computeInfer, times.computeInfer);
    addDuration(this.computeOutput, times.computeOutput);
    this.inferenceCount += batchSize;
    this.latencies.record(elapsedNs, times);
    this.loadRatios.record(elapsedNs, times.computeInput + times.computeInfer + times.computeOutput);
    this.requests.succeeded(batchSize, elapsedNs, times);
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
    addDuration(batch.computeInput, times.input);
    addDuration(batch.computeInfer, times.infer);
    addDuration(batch.computeOutput, times.output);
    this.batches.set(size, batch);
  }

  /** An answer from the response cache: a success that computed nothing. */
  recordHit(batchSize: number, lookupNs: number, elapsedNs: number): void {
    addDuration(this.success, elapsedNs);
    addDuration(this.cacheHit, lookupNs);
    this.latencies.recordHit(elapsedNs);
    this.requests.succeeded(batchSize, elapsedNs);
    this.lastInference = Date.now();
  }

  recordMiss(lookupNs: number): void {
    addDuration(this.cacheMiss, lookupNs);
  }

  recordFailure(elapsedNs: number, kind: ErrorKind, batchSize = 1): void {
    addDuration(this.fail, elapsedNs);
    this.requests.failed(batchSize, elapsedNs);
    this.failures[REASONS[kind] ?? 'OTHER'] += 1;
    this.lastInference = Date.now();
  }
}

function emptyBatch(): BatchStatistics {
  return { computeInput: noDuration(), computeInfer: noDuration(), computeOutput: noDuration() };
}
