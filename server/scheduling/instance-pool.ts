import type {
  BackendInstance,
  CustomMetric,
  Execution,
  ExecutionRequest,
  InstanceSpec,
  RunsOn,
} from '../backends/backend.ts';
import { InferdeckError, messageOf } from '../errors.ts';

/** Makes an instance, at first and again after it died, unless the signal says that nobody wants it any more. */
export type InstanceFactory = (spec: InstanceSpec, signal: AbortSignal) => Promise<BackendInstance>;

/** Who wants to hear what happens to the instances of a pool. */
export interface PoolEvents {
  /** An instance has become free. */
  readonly freed: () => void;
  /** An instance died by itself; a new one is being made. */
  readonly died: (error: Error) => void;
}

interface Member {
  readonly spec: InstanceSpec;
  readonly instance: BackendInstance;
  running: number;
}

/**
 * The instances of one model version. Each runs one batch at a time; one that dies is replaced, and only the batch that
 * it was running fails.
 */
export class InstancePool {
  readonly #factory: InstanceFactory;
  readonly #members = new Set<Member>();
  #events: PoolEvents = { freed: () => {}, died: () => {} };
  readonly #closing = new AbortController();

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
    return this.#members.size;
  }

  get hasIdle(): boolean {
    for (const { running } of this.#members) if (running === 0) return true;
    return false;
  }

  /** Whether an instance takes another batch, if only to run it after the one that it is in. */
  get hasRoom(): boolean {
    for (const member of this.#members) if (hasRoom(member)) return true;
    return false;
  }

  listen(events: PoolEvents): void {
    this.#events = events;
  }

  /** Names of the instances; one that died is missing until it is made again. */
  get names(): readonly string[] {
    return [...this.#members].map(({ spec }) => spec.name);
  }

  isIdle(name: string): boolean {
    return this.#named(name)?.running === 0;
  }

  /** Runs a batch on the instance with the least to do. @throws InferdeckError when none has room or the model fails */
  execute(batch: readonly ExecutionRequest[]): Promise<Execution> {
    return this.#run(this.#leastBusy(), batch);
  }

  /** Runs a batch on this very instance, which must be idle. */
  async executeOn(name: string, batch: readonly ExecutionRequest[]): Promise<Execution> {
    const member = this.#named(name);
    return await this.#run(member?.running === 0 ? member : undefined, batch);
  }

  async #run(member: Member | undefined, batch: readonly ExecutionRequest[]): Promise<Execution> {
    if (member === undefined) throw new InferdeckError('internal', 'No instance is idle.');
    member.running += 1;
    try {
      return await member.instance.execute(batch);
    } finally {
      member.running -= 1;
      if (this.#members.has(member)) this.#events.freed();
      else if (member.running === 0) await member.instance.close();
    }
  }

  /**
   * Makes the instances those of `specs`, by name, while requests go on: new ones are added first, then surplus ones
   * leave after what they run.
   * @throws InferdeckError when a new one cannot be made; the pool is as before then
   */
  async resize(specs: readonly InstanceSpec[]): Promise<void> {
    const present = new Set([...this.#members].map(({ spec }) => spec.name));
    const added: Member[] = [];
    try {
      for (const spec of specs) if (!present.has(spec.name)) added.push(await this.#add(spec));
    } catch (error) {
      await Promise.all(added.map((member) => this.#remove(member)));
      throw error;
    }
    const wanted = new Set(specs.map(({ name }) => name));
    await Promise.all(
      [...this.#members].filter(({ spec }) => !wanted.has(spec.name)).map((member) => this.#remove(member)),
    );
    this.#events.freed();
  }

  /** What the instances really compute on, where they tell. */
  get runsOn(): readonly RunsOn[] {
    return [...this.#members].flatMap(({ instance }) => instance.runsOn ?? []);
  }

  /** What the model's own code counts. */
  get metrics(): readonly CustomMetric[] {
    return [...this.#members].flatMap(({ instance }) => instance.metrics ?? []);
  }

  /** Whether the model's own code finds every instance ready, where it has a say. */
  async isReady(): Promise<boolean> {
    const answers = await Promise.all(
      [...this.#members].map(async ({ instance }) => (await instance.isReady?.()) ?? true),
    );
    return answers.length > 0 && answers.every(Boolean);
  }

  /** Closes every instance; call it when nothing runs. */
  async close(): Promise<void> {
    this.#closing.abort();
    const leaving = [...this.#members];
    this.#members.clear();
    await Promise.all(leaving.map(({ instance }) => instance.close()));
  }

  #named(name: string): Member | undefined {
    return [...this.#members].find(({ spec }) => spec.name === name);
  }

  #leastBusy(): Member | undefined {
    let least: Member | undefined;
    for (const member of this.#members) {
      if (hasRoom(member) && member.running < (least?.running ?? Number.POSITIVE_INFINITY)) least = member;
    }
    return least;
  }

  async #add(spec: InstanceSpec): Promise<Member> {
    const member: Member = { spec, instance: await this.#factory(spec, this.#closing.signal), running: 0 };
    if (this.#closing.signal.aborted) {
      await member.instance.close();
      return member;
    }
    this.#members.add(member);
    void member.instance.died.then((error) => this.#replace(member, error));
    return member;
  }

  /** A busy instance is closed by the run that it is in. */
  async #remove(member: Member): Promise<void> {
    this.#members.delete(member);
    if (member.running === 0) await member.instance.close();
  }

  async #replace(member: Member, error: Error): Promise<void> {
    if (!this.#members.delete(member) || this.#closing.signal.aborted) return;
    this.#events.died(error);
    try {
      await this.#add(member.spec);
      this.#events.freed();
    } catch (failure) {
      if (this.#closing.signal.aborted) return;
      this.#events.died(new InferdeckError('internal', `It could not be made again: ${messageOf(failure)}.`));
    }
  }
}

function hasRoom({ instance, running }: Member): boolean {
  return running < (instance.room ?? 1);
}
