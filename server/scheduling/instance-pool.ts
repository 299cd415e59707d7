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

interface Member {
  readonly spec: InstanceSpec;
  readonly instance: BackendInstance;
  busy: boolean;
}

/**
 * The instances of one model version. Each runs one batch at a time; one that dies is replaced, and only the batch that
 * it was running fails.
 */
export class InstancePool {
  readonly #factory: InstanceFactory;
  readonly #members = new Set<Member>();
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
    return this.#members.size;
  }

  get hasIdle(): boolean {
    return this.#idle() !== undefined;
  }

  listen(events: PoolEvents): void {
    this.#events = events;
  }

  /** Names of the instances; one that died is missing until it is made again. */
  get names(): readonly string[] {
    return [...this.#members].map(({ spec }) => spec.name);
  }

  isIdle(name: string): boolean {
    return this.#named(name)?.busy === false;
  }

  /** Runs a batch on an idle instance. @throws InferdeckError when none is idle or the model fails */
  async execute(batch: readonly ExecutionRequest[]): Promise<Execution> {
    return await this.#run(this.#idle(), batch);
  }

  /** Runs a batch on this very instance, which must be idle. */
  async executeOn(name: string, batch: readonly ExecutionRequest[]): Promise<Execution> {
    return await this.#run(this.#named(name), batch);
  }

  async #run(member: Member | undefined, batch: readonly ExecutionRequest[]): Promise<Execution> {
    if (member === undefined || member.busy) throw new InferdeckError('internal', 'No instance is idle.');
    member.busy = true;
    try {
      return await member.instance.execute(batch);
    } finally {
      member.busy = false;
      if (this.#members.has(member)) this.#events.freed();
      else await member.instance.close();
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

  /** Whether the model's own code finds every instance ready, where it has a say. */
  async isReady(): Promise<boolean> {
    const answers = await Promise.all(
      [...this.#members].map(async ({ instance }) => (await instance.isReady?.()) ?? true),
    );
    return answers.length > 0 && answers.every(Boolean);
  }

  /** Closes every instance; call it when nothing runs. */
  async close(): Promise<void> {
    this.#closed = true;
    const leaving = [...this.#members];
    this.#members.clear();
    await Promise.all(leaving.map(({ instance }) => instance.close()));
  }

  #named(name: string): Member | undefined {
    return [...this.#members].find(({ spec }) => spec.name === name);
  }

  #idle(): Member | undefined {
    for (const member of this.#members) if (!member.busy) return member;
    return undefined;
  }

  async #add(spec: InstanceSpec): Promise<Member> {
    const member: Member = { spec, instance: await this.#factory(spec), busy: false };
    if (this.#closed) {
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
    if (!member.busy) await member.instance.close();
  }

  async #replace(member: Member, error: Error): Promise<void> {
    if (!this.#members.delete(member) || this.#closed) return;
    this.#events.died(error);
    try {
      await this.#add(member.spec);
      this.#events.freed();
    } catch (failure) {
      this.#events.died(new InferdeckError('internal', `It could not be made again: ${messageOf(failure)}.`));
    }
  }
}
