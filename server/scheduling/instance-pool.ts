import type { BackendInstance, Execution, ExecutionRequest, InstanceSpec } from '../backends/backend.ts';
import { InferdeckError, messageOf } from '../errors.ts';

/** Makes an instance, at first and again after it died. */
export type InstanceFactory = (spec: InstanceSpec) => Promise<BackendInstance>;

/** Who wants to hear what happens to the instances of a pool. */
export interface PoolEvents {
  /** An instance has become free. */
  readonly freed: () => void;
  /** An instance died by itself; a new one is being made. */
  readonly died: (error: Error) => void;
}

/**
 * The instances of one model version. Each runs one batch at a time; one that dies is replaced, and only the batch that
 * it was running fails.
 */
export class InstancePool {
  readonly #factory: InstanceFactory;
  readonly #idle: BackendInstance[] = [];
  readonly #all = new Set<BackendInstance>();
  #events: PoolEvents = { freed: () => {}, died: () => {} };
  #closed = false;

  private constructor(factory: InstanceFactory) {
    this.#factory = factory;
  }

  /**
   * Creates the instances, one after the other so that the first failure stops the rest.
   * @throws InferdeckError of the instance that could not be made; those already made are closed
   */
  static async create(specs: readonly InstanceSpec[], factory: InstanceFactory): Promise<InstancePool> {
    const pool = new InstancePool(factory);
    try {
      for (const spec of specs) await pool.#add(spec);
    } catch (error) {
      await pool.close();
      throw error;
    }
    return pool;
  }

  get size(): number {
    return this.#all.size;
  }

  get hasIdle(): boolean {
    return this.#idle.length > 0;
  }

  listen(events: PoolEvents): void {
    this.#events = events;
  }

  /** Runs a batch on an idle instance. @throws InferdeckError when none is idle or the model fails */
  async execute(batch: readonly ExecutionRequest[]): Promise<Execution> {
    const instance = this.#idle.pop();
    if (instance === undefined) throw new InferdeckError('internal', 'No instance is idle.');
    try {
      return await instance.execute(batch);
    } finally {
      if (this.#all.has(instance)) this.#idle.push(instance);
      this.#events.freed();
    }
  }

  /** Closes every instance; call it when nothing runs. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#all].map((instance) => instance.close()));
    this.#all.clear();
    this.#idle.length = 0;
  }

  async #add(spec: InstanceSpec): Promise<void> {
    const instance = await this.#factory(spec);
    if (this.#closed) return instance.close();
    this.#all.add(instance);
    this.#idle.push(instance);
    void instance.died.then((error) => this.#replace(instance, spec, error));
  }

  async #replace(instance: BackendInstance, spec: InstanceSpec, error: Error): Promise<void> {
    this.#all.delete(instance);
    const place = this.#idle.indexOf(instance);
    if (place >= 0) this.#idle.splice(place, 1);
    if (this.#closed) return;
    this.#events.died(error);
    try {
      await this.#add(spec);
      this.#events.freed();
    } catch (failure) {
      this.#events.died(new InferdeckError('internal', `It could not be made again: ${messageOf(failure)}.`));
    }
  }
}
