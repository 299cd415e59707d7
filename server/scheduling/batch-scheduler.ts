import type { Execution } from '../backends/backend.ts';
import { type Clock, SYSTEM_CLOCK } from './clock.ts';
import { type BatchingRules, decideBatch } from './form-batch.ts';
import type { InstancePool } from './instance-pool.ts';
import { RequestQueue, type RequestQueueOptions, type Waiting } from './request-queue.ts';
import { ResponseOrder } from './response-order.ts';
import type { BatchObserver, QueuedRequest, ScheduledResult, Scheduler } from './scheduler.ts';
import { stopping } from './stopping.ts';

export interface BatchSchedulerOptions {
  readonly pool: Pick<InstancePool, 'hasIdle' | 'hasRoom' | 'execute'>;
  readonly queue: RequestQueueOptions;
  /** Undefined: each request runs alone. */
  readonly batching: BatchingRules | undefined;
  readonly preserveOrdering: boolean;
  /** Requests that must be waiting before the first is served; for experiments with batching. */
  readonly holdUntil: number;
  readonly observe: BatchObserver;
  readonly clock?: Clock;
}

const NANOSECONDS = 1e6;

/** Serves requests by priority and arrival on whichever instance is free, alone or joined to batches. */
export class BatchScheduler implements Scheduler {
  readonly #options: BatchSchedulerOptions;
  readonly #clock: Clock;
  readonly #queue: RequestQueue;
  readonly #order: ResponseOrder | undefined;
  #running = 0;
  #held: boolean;
  #awake = false;
  #stopped = false;
  #drained: (() => void) | undefined;
  /** When the oldest request of a batch that could still grow has waited long enough. */
  #waitingUntil: number | undefined;
  #alarm: { readonly at: number; readonly cancel: () => void } | undefined;

  constructor(options: BatchSchedulerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? SYSTEM_CLOCK;
    this.#queue = new RequestQueue(options.queue);
    this.#order = options.preserveOrdering ? new ResponseOrder() : undefined;
    this.#held = options.holdUntil > 0;
  }

  get pending(): number {
    return this.#queue.size + this.#running;
  }

  get waiting(): number {
    return this.#queue.size;
  }

  run(request: QueuedRequest): Promise<ScheduledResult> {
    if (this.#stopped) throw stopping();
    return new Promise((resolve, reject) => {
      const waiting = this.#inOrder({ request, queuedAt: this.#clock.now(), resolve, reject });
      try {
        this.#queue.push(waiting);
      } catch (error) {
        waiting.reject(error);
      }
      this.#wake();
    });
  }

  /** Settles when the answers before it have left, where their order is to be kept. */
  #inOrder(waiting: Waiting): Waiting {
    const settle = this.#order?.takePlace();
    if (settle === undefined) return waiting;
    const { request, queuedAt, resolve, reject } = waiting;
    return {
      request,
      queuedAt,
      resolve: (result) => settle(() => resolve(result)),
      reject: (error) => settle(() => reject(error)),
    };
  }

  /** Requests that arrive together are looked at together: they may fit into one batch. */
  #wake(): void {
    if (this.#awake) return;
    this.#awake = true;
    this.#clock.soon(() => {
      this.#awake = false;
      this.dispatch();
    });
  }

  drain(): Promise<void> {
    this.#stopped = true;
    this.#held = false;
    return new Promise((resolve) => {
      this.#drained = resolve;
      this.dispatch();
      this.#settleDrain();
    });
  }

  dispatch(): void {
    const now = this.#clock.now();
    this.#queue.expire(now);
    this.#held &&= this.#queue.size < this.#options.holdUntil;
    if (!this.#held) this.#runBatches(now);
    this.#setAlarm();
    this.#settleDrain();
  }

  #runBatches(now: number): void {
    this.#waitingUntil = undefined;
    while (this.#queue.size > 0 && this.#isSomebodyFree()) {
      const count = this.#nextCount(now);
      if (count === 0) return;
      void this.#execute(this.#queue.take(count));
    }
  }

  /** What can still grow to a larger batch is better kept until an instance has nothing to do. */
  #isSomebodyFree(): boolean {
    const { batching, pool } = this.#options;
    return batching === undefined ? pool.hasRoom : pool.hasIdle;
  }

  #nextCount(now: number): number {
    const { batching } = this.#options;
    if (batching === undefined) return 1;
    // While the server ends, nobody waits for company.
    const rules = this.#stopped ? { ...batching, maxDelayMs: 0 } : batching;
    const decision = decideBatch(this.#queue.inOrder(), rules, now);
    if (decision.state === 'wait') this.#waitingUntil = decision.until;
    return decision.state === 'run' ? decision.count : 0;
  }

  /** One alarm for all that waits: the end of a delay, or the next timeout. */
  #setAlarm(): void {
    const times = [this.#waitingUntil, this.#queue.nextDeadline].filter((time) => time !== undefined);
    const at = times.length === 0 ? undefined : Math.min(...times);
    if (at === this.#alarm?.at) return;
    this.#alarm?.cancel();
    this.#alarm = undefined;
    if (at === undefined) return;
    const cancel = this.#clock.after(Math.max(0, at - this.#clock.now()), () => {
      this.#alarm = undefined;
      this.dispatch();
    });
    this.#alarm = { at, cancel };
  }

  async #execute(batch: readonly Waiting[]): Promise<void> {
    const started = this.#clock.now();
    this.#running += batch.length;
    try {
      const execution = await this.#options.pool.execute(batch.map(({ request }) => request));
      const size = batch.reduce((total, { request }) => total + request.batchSize, 0);
      this.#options.observe({ requests: batch.length, size, times: execution.times });
      batch.forEach((waiting, index) => answer(waiting, index, execution, started));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.#running -= batch.length;
      this.#settleDrain();
    }
  }

  #settleDrain(): void {
    if (this.#stopped && this.pending === 0) this.#drained?.();
  }
}

/** Settles one request of a batch with its part of what came out. */
function answer(
  { resolve, reject, queuedAt }: Waiting,
  index: number,
  execution: Execution,
  started: number,
): void {
  const { outputs, failures, parameters, times } = execution;
  const failure = failures?.get(index);
  if (failure !== undefined) return reject(failure);
  resolve({
    outputs: outputs[index] ?? [],
    parameters: parameters?.get(index),
    times: {
      queue: Math.round((started - queuedAt) * NANOSECONDS),
      computeInput: times.input,
      computeInfer: times.infer,
      computeOutput: times.output,
    },
  });
}
