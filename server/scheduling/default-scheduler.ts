import { InferdeckError } from '../errors.ts';
import type { InstancePool } from './instance-pool.ts';
import type { QueuedRequest, ScheduledResult, Scheduler } from './scheduler.ts';

interface Entry {
  readonly request: QueuedRequest;
  readonly queuedAt: number;
  readonly resolve: (result: ScheduledResult) => void;
  readonly reject: (error: unknown) => void;
}

const NANOSECONDS = 1e6;

/** One request at a time on each free instance, first come first served. */
export class DefaultScheduler implements Scheduler {
  readonly #pool: InstancePool;
  readonly #queue: Entry[] = [];
  #running = 0;
  #stopped = false;
  #drained: (() => void) | undefined;

  constructor(pool: InstancePool) {
    this.#pool = pool;
  }

  get pending(): number {
    return this.#queue.length + this.#running;
  }

  run(request: QueuedRequest): Promise<ScheduledResult> {
    if (this.#stopped) {
      throw new InferdeckError(
        'unavailable',
        'Server is stopping, scheduler for model has stopped accepting new inference requests',
      );
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ request, queuedAt: performance.now(), resolve, reject });
      this.dispatch();
    });
  }

  drain(): Promise<void> {
    this.#stopped = true;
    return new Promise((resolve) => {
      this.#drained = resolve;
      this.#settleDrain();
    });
  }

  /** Hands waiting requests to free instances; called for every arrival and every instance that becomes free. */
  dispatch(): void {
    while (this.#pool.hasIdle) {
      const entry = this.#queue.shift();
      if (entry === undefined) return;
      if (entry.request.signal?.aborted === true) {
        entry.reject(new InferdeckError('cancelled', `${entry.request.prefix}Request was cancelled`));
        this.#settleDrain();
        continue;
      }
      void this.#execute(entry);
    }
  }

  async #execute(entry: Entry): Promise<void> {
    const { request } = entry;
    const queue = Math.round((performance.now() - entry.queuedAt) * NANOSECONDS);
    this.#running += 1;
    try {
      const { inputs, outputs: wanted, context, answer } = request;
      const { outputs, failures, parameters, times } = await this.#pool.execute([
        { inputs, outputs: wanted, ...(context && { context }), ...(answer && { answer }) },
      ]);
      const failure = failures?.get(0);
      if (failure !== undefined) throw failure;
      const said = parameters?.get(0);
      entry.resolve({
        outputs: outputs[0] ?? [],
        ...(said && { parameters: said }),
        times: { queue, computeInput: times.input, computeInfer: times.infer, computeOutput: times.output },
      });
    } catch (error) {
      entry.reject(error);
    } finally {
      this.#running -= 1;
      this.#settleDrain();
    }
  }

  #settleDrain(): void {
    if (this.pending === 0) this.#drained?.();
  }
}
