import type { BackendInstance, Execution } from '../backends/backend.ts';
import { InferdeckError } from '../errors.ts';
import { LimitedInstance } from './limited-instance.ts';

/** How many units of a resource there are: on every device, or on one alone. */
export interface ResourceLimit {
  readonly name: string;
  readonly count: number;
  /** The GPU that it is about; undefined: every device, and the pool that all devices share. */
  readonly device: number | undefined;
}

/** What an instance must hold while it runs. */
export interface Demand {
  readonly name: string;
  readonly count: number;
  /** Whether all devices share one pool. */
  readonly global: boolean;
}

/** An instance's part in the whole. */
export interface Share {
  readonly demands: readonly Demand[];
  /** 1 or more: with 2, an instance gets half as many turns as with 1. */
  readonly priority: number;
  /** The GPU that the instance is on; undefined on the CPU. */
  readonly device: number | undefined;
}

interface Entry extends Share {
  turns: number;
}

interface Waiting {
  readonly entry: Entry;
  readonly go: () => void;
}

/**
 * Lets instances run only while the resources that they need are free, whatever model they are of. Who had the fewest
 * turns, weighed by priority, is next; nobody with smaller demands passes him, so that large demands are met at last.
 */
export class RateLimiter {
  readonly #limits: readonly ResourceLimit[];
  readonly #entries = new Set<Entry>();
  readonly #taken = new Map<string, number>();
  #waiting: Waiting[] = [];

  /** @param limits of resources; of one that is not named there is as much as the most demanding instance needs */
  constructor(limits: readonly ResourceLimit[]) {
    this.#limits = limits;
  }

  /**
   * The instance as it runs under the limits; one that demands nothing is not held back.
   * @throws InferdeckError when it could never run
   */
  admit(instance: BackendInstance, share: Share): BackendInstance {
    if (share.demands.length === 0) return instance;
    for (const demand of share.demands) this.#checkPossible(demand, share);
    const entry = { ...share, turns: 0 };
    this.#entries.add(entry);
    return new LimitedInstance(
      instance,
      (run) => this.#inTurn(entry, run),
      () => this.#entries.delete(entry),
    );
  }

  async #inTurn(entry: Entry, run: () => Promise<Execution>): Promise<Execution> {
    await new Promise<void>((resolve) => {
      this.#waiting.push({ entry, go: resolve });
      this.#letGo();
    });
    try {
      return await run();
    } finally {
      this.#take(entry, -1);
      this.#letGo();
    }
  }

  #letGo(): void {
    for (;;) {
      const next = this.#next();
      if (next === undefined || !this.#fits(next.entry)) return;
      this.#waiting = this.#waiting.filter((waiting) => waiting !== next);
      next.entry.turns += 1;
      this.#take(next.entry, 1);
      next.go();
    }
  }

  #next(): Waiting | undefined {
    const weight = ({ entry }: Waiting) => entry.turns * entry.priority;
    return this.#waiting.reduce<Waiting | undefined>(
      (first, waiting) => (first === undefined || weight(waiting) < weight(first) ? waiting : first),
      undefined,
    );
  }

  #fits(entry: Entry): boolean {
    return entry.demands.every(
      (demand) =>
        (this.#taken.get(poolOf(demand, entry)) ?? 0) + demand.count <= this.#capacity(demand, entry),
    );
  }

  #take(entry: Entry, sign: 1 | -1): void {
    for (const demand of entry.demands) {
      const pool = poolOf(demand, entry);
      this.#taken.set(pool, (this.#taken.get(pool) ?? 0) + sign * demand.count);
    }
  }

  #capacity(demand: Demand, share: Share): number {
    const pool = poolOf(demand, share);
    const demanded = [...this.#entries].flatMap((entry) =>
      entry.demands.filter((other) => poolOf(other, entry) === pool).map(({ count }) => count),
    );
    return this.#limitOf(demand, share) ?? Math.max(...demanded);
  }

  #limitOf({ name, global }: Demand, { device }: Share): number | undefined {
    const limits = this.#limits.filter((limit) => limit.name === name);
    const ofDevice = global
      ? undefined
      : limits.find((limit) => limit.device !== undefined && limit.device === device);
    return (ofDevice ?? limits.find((limit) => limit.device === undefined))?.count;
  }

  #checkPossible(demand: Demand, share: Share): void {
    const limit = this.#limitOf(demand, share);
    if (limit === undefined || demand.count <= limit) return;
    throw new InferdeckError(
      'invalid-argument',
      `Resource count for "${demand.name}" is limited to ${limit} which will prevent scheduling of one or more model ` +
        `instances, the minimum required count is ${demand.count}`,
      { nextStep: `Give it more with --rate-limit-resource=${demand.name}:${demand.count}, or demand less.` },
    );
  }
}

function poolOf({ name, global }: Demand, { device }: Share): string {
  return global ? `${name} of all` : `${name} of ${device ?? 'CPU'}`;
}
