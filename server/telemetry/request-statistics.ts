import type { InferenceTimes } from '../scheduling/inference.ts';
import { addDuration, type Duration, noDuration } from './duration.ts';

/** What the requests of one batch size took; a request that failed counts as nothing else. */
export interface RequestStatistics {
  readonly success: Duration;
  readonly failed: Duration;
  readonly compute: Duration;
  readonly queue: Duration;
}

/** Requests by their own batch size, whatever batches they were run in. */
export class RequestsBySize {
  readonly #rows = new Map<number, RequestStatistics>();

  get rows(): ReadonlyMap<number, RequestStatistics> {
    return this.#rows;
  }

  /** @param times left out: nothing was computed */
  succeeded(batchSize: number, elapsedNs: number, times?: InferenceTimes): void {
    const row = this.#rowOf(batchSize);
    const { queue = 0, computeInput = 0, computeInfer = 0, computeOutput = 0 } = times ?? {};
    addDuration(row.success, elapsedNs);
    addDuration(row.compute, computeInput + computeInfer + computeOutput);
    addDuration(row.queue, queue);
  }

  failed(batchSize: number, elapsedNs: number): void {
    addDuration(this.#rowOf(batchSize).failed, elapsedNs);
  }

  #rowOf(batchSize: number): RequestStatistics {
    const known = this.#rows.get(batchSize);
    if (known !== undefined) return known;
    const row = {
      success: noDuration(),
      failed: noDuration(),
      compute: noDuration(),
      queue: noDuration(),
    };
    this.#rows.set(batchSize, row);
    return row;
  }
}
