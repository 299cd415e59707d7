import { InferdeckError } from '../errors.ts';
import type { QueuedRequest, ScheduledResult } from './scheduler.ts';

/** How long and how many requests of one priority may wait. */
export interface QueuePolicy {
  /** 0: forever. */
  readonly timeoutMs: number;
  /** What becomes of a request that waited too long: refused, or served after all others of its level. */
  readonly onTimeout: 'reject' | 'delay';
  /** Whether a request may shorten its timeout. */
  readonly allowOverride: boolean;
  /** 0: any number. */
  readonly maxSize: number;
}

export const NO_LIMITS: QueuePolicy = { timeoutMs: 0, onTimeout: 'reject', allowOverride: false, maxSize: 0 };

/** A request that waits, with who waits for it. */
export interface Waiting {
  readonly request: QueuedRequest;
  /** On the scheduler's clock. */
  readonly queuedAt: number;
  readonly resolve: (result: ScheduledResult) => void;
  readonly reject: (error: unknown) => void;
}

interface Entry extends Waiting {
  readonly deadline: number;
}

interface Level {
  readonly policy: QueuePolicy;
  readonly live: Entry[];
  readonly delayed: Entry[];
}

export interface RequestQueueOptions {
  /** Number of priorities; 1 is the most urgent. 0 counts as one. */
  readonly levels: number;
  readonly defaultLevel: number;
  readonly policyOf: (level: number) => QueuePolicy;
}

/** Requests in the order in which they are to be served: by priority, then by arrival; late ones behind the others. */
export class RequestQueue {
  readonly #levels: readonly Level[];
  readonly #defaultLevel: number;
  #size = 0;

  constructor(options: RequestQueueOptions) {
    const count = Math.max(1, options.levels);
    this.#levels = Array.from({ length: count }, (_, index) => ({
      policy: options.policyOf(index + 1),
      live: [],
      delayed: [],
    }));
    this.#defaultLevel = options.defaultLevel;
  }

  get size(): number {
    return this.#size;
  }

  /** @throws InferdeckError when the queue of its priority is full */
  push(waiting: Waiting): void {
    const { request, queuedAt } = waiting;
    const level = this.#levelOf(request);
    const { policy, live, delayed } = level;
    if (policy.maxSize > 0 && live.length + delayed.length >= policy.maxSize) {
      throw new InferdeckError('unavailable', `${request.prefix}Exceeds maximum queue size`);
    }
    const { resolve, reject } = waiting;
    live.push({ request, queuedAt, resolve, reject, deadline: queuedAt + timeoutOf(request, policy) });
    this.#size += 1;
  }

  /** The waiting requests, next one first. */
  *inOrder(): Generator<Waiting> {
    for (const { live, delayed } of this.#levels) {
      yield* live;
      yield* delayed;
    }
  }

  /** Takes the first `count` requests out, in order. */
  take(count: number): Waiting[] {
    const taken: Waiting[] = [];
    for (const { live, delayed } of this.#levels) {
      taken.push(...live.splice(0, count - taken.length));
      taken.push(...delayed.splice(0, count - taken.length));
    }
    this.#size -= taken.length;
    return taken;
  }

  /** Settles what waited too long and what nobody waits for any more. */
  expire(now: number): void {
    for (const level of this.#levels) {
      this.#dropCancelled(level.live);
      this.#dropCancelled(level.delayed);
      if (level.policy.timeoutMs === 0) continue;
      const late = removeWhere(level.live, (entry) => entry.deadline <= now);
      if (level.policy.onTimeout === 'delay') level.delayed.push(...late);
      else this.#refuse(late, 'unavailable', 'Request timeout expired');
    }
  }

  /** When the next request will have waited too long; undefined when none can. */
  get nextDeadline(): number | undefined {
    let next = Number.POSITIVE_INFINITY;
    for (const { live, policy } of this.#levels) {
      if (policy.timeoutMs === 0) continue;
      for (const { deadline } of live) next = Math.min(next, deadline);
    }
    return Number.isFinite(next) ? next : undefined;
  }

  #levelOf(request: QueuedRequest): Level {
    const wanted = request.priority ?? 0;
    const known = wanted >= 1 && wanted <= this.#levels.length;
    const index = known ? wanted : Math.max(1, this.#defaultLevel);
    const level = this.#levels[index - 1] ?? this.#levels[0];
    if (level === undefined) throw new InferdeckError('internal', 'A queue has no level.');
    return level;
  }

  #dropCancelled(entries: Entry[]): void {
    if (entries.some(isCancelled))
      this.#refuse(removeWhere(entries, isCancelled), 'cancelled', 'Request was cancelled');
  }

  #refuse(entries: readonly Entry[], kind: 'cancelled' | 'unavailable', why: string): void {
    this.#size -= entries.length;
    for (const { reject, request } of entries) reject(new InferdeckError(kind, `${request.prefix}${why}`));
  }
}

function isCancelled({ request }: Entry): boolean {
  return request.signal?.aborted === true;
}

/** Milliseconds; a request may only shorten what the policy allows. */
function timeoutOf({ timeoutMs }: QueuedRequest, policy: QueuePolicy): number {
  const own = policy.allowOverride && timeoutMs !== undefined && timeoutMs > 0 ? timeoutMs : policy.timeoutMs;
  const shortest = Math.min(own, policy.timeoutMs);
  return shortest > 0 ? shortest : Number.POSITIVE_INFINITY;
}

function removeWhere<T>(list: T[], applies: (item: T) => boolean): T[] {
  if (!list.some(applies)) return [];
  const removed = list.filter(applies);
  list.splice(0, list.length, ...list.filter((item) => !applies(item)));
  return removed;
}
