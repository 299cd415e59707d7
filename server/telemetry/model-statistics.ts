import type { InferenceTimes } from '../scheduling/inference.ts';

/** How often, and how many nanoseconds altogether. */
export interface Duration {
  count: number;
  ns: number;
}

/** Counters of one loaded version since it was loaded; the fields are those of the statistics extension. */
export class ModelStatistics {
  readonly success: Duration = { count: 0, ns: 0 };
  readonly fail: Duration = { count: 0, ns: 0 };
  readonly queue: Duration = { count: 0, ns: 0 };
  readonly computeInput: Duration = { count: 0, ns: 0 };
  readonly computeInfer: Duration = { count: 0, ns: 0 };
  readonly computeOutput: Duration = { count: 0, ns: 0 };
  /** Sum of the batch sizes of answered requests. */
  inferenceCount = 0;
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
    this.lastInference = Date.now();
  }

  recordFailure(elapsedNs: number): void {
    add(this.fail, elapsedNs);
    this.lastInference = Date.now();
  }
}

function add(duration: Duration, ns: number): void {
  duration.count += 1;
  duration.ns += ns;
}
