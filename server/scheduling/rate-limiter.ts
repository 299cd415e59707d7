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

/** Units of one pool that an instance must hold while it runs. */
interface Need {
  readonly pool: string;
  readonly count: number;
  /** Undefined: as many as the most demanding instance needs. */
  readonly limit: number | undefined;
}

interface Entry {
  readonly needs: readonly Need[];
  readonly priority: number;
  turns: number;
}

interface Waiting {
  readonly entry: Entry;
  readonly go: () => void;
}

/**
 * Lets instances run only while the resources that they need are free, whatever model they are of. Who had the fewest
 * turns, weighed by priority, is next; nobody passes him to what he waits for, so that large demands are met at last.
 */
export class RateLimiter {
  readonly #limits: readonly ResourceLimit[];
  readonly #entries = new Set<Entry>();
  readonly #taken = new Map<string, number>();
  readonly #waiting = new Set<Waiting>();

  /** @param limits of resources; of one that is not named there is as much as the most demanding instance needs */
  constructor(limits: readonly ResourceLimit[]) {
    this.#limits = limits;
  }

  /**
   * The instance as it runs under the limits; one that demands nothing is not held back.
   * @throws InferdeckError when it could never run
   */
  admit(instance: BackendInstance, { demands, priority, device }: Share): BackendInstance {
    if (demands.length === 0) return instance;
    const needs = demands.map((demand) => this.#needOf(demand, device));
    // Whoever comes later does not make up for the turns of those who were there.
    const fewest = Math.min(...[...this.#entries].map(weightOf));
    const turns = Number.isFinite(fewest) ? Math.floor(fewest / priority) : 0;
    const entry: Entry = { needs, priority, turns };
    this.#entries.add(entry);
    const forget = () => void this.#entries.delete(entry);
    void instance.died.then(forget);
    return new LimitedInstance(instance, (run) => this.#inTurn(entry, run), forget);
  }

  async #inTurn(entry: Entry, run: () => Promise<Execution>): Promise<Execution> {
    await new Promise<void>((resolve) => {
      this.#waiting.add({ entry, go: resolve });
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
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      this.#waiting.delete(next);
      next.entry.turns += 1;
      this.#take(next.entry, 1);
      next.go();
    }
  }

  /** The first in the order of turns who can run, and wants nothing that somebody before him waits for. */
  #next(): Waiting | undefined {
    const spokenFor = new Set<string>();
    const inOrder = [...this.#waiting].toSorted((one, other) => weightOf(one.entry) - weightOf(other.entry));
    for (const waiting of inOrder) {
      const { needs } = waiting.entry;
      if (needs.every((need) => !spokenFor.has(need.pool) && this.#isFree(need))) return waiting;
      for (const { pool } of needs) spokenFor.add(pool);
    }
    return undefined;
  }

  #isFree({ pool, count, limit }: Need): boolean {
    const capacity = limit ?? this.#mostDemanded(pool);
    return (this.#taken.get(pool) ?? 0) + count <= capacity;
  }

  #mostDemanded(pool: string): number {
    const needs = [...this.#entries].flatMap((entry) => entry.needs);
    return Math.max(...needs.filter((need) => need.pool === pool).map(({ count }) => count));
  }

  #take({ needs }: Entry, sign: 1 | -1): void {
    for (const { pool, count } of needs) {
      this.#taken.set(pool, (this.#taken.get(pool) ?? 0) + sign * count);
    }
  }

  /** @throws InferdeckError when there is less than that */
  #needOf({ name, count, global }: Demand, device: Share['device']): Need {
    const limit = this.#limitOf(name, global ? undefined : device);
    if (limit === undefined || count <= limit) {
      return { pool: global ? `${name} of all` : `${name} of ${device ?? 'CPU'}`, count, limit };
    }
    throw new InferdeckError(
      'invalid-argument',
      `Resource count for "${name}" is limited to ${limit} which will prevent scheduling of one or more model ` +
        `instances, the minimum required count is ${count}`,
      { nextStep: `Give it more with --rate-limit-resource=${name}:${count}, or demand less.` },
    );
  }

  /** The limit of this very device comes before that of all. */
  #limitOf(name: string, device: Share['device']): number | undefined {
    const limits = this.#limits.filter((limit) => limit.name === name);
    const own = limits.find((limit) => limit.device === device);
    return (own ?? limits.find((limit) => limit.device === undefined))?.count;
  }
}

function weightOf({ turns, priority }: Entry): number {
  return turns * priority;
}
