import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { addDuration, type Duration, noDuration } from '../telemetry/duration.ts';
import type { Tensor } from '../tensors/tensor.ts';
import type { QueuedRequest, ScheduledResult, Scheduler } from './scheduler.ts';

/** What a cache holds, and what has been done with it. */
export interface CacheTotals {
  readonly entries: number;
  /** Of the bytes that it may hold, from 0 to 1. */
  readonly share: number;
  readonly lookup: Readonly<Duration>;
  /** Those of the lookups that found something. */
  readonly hits: number;
  readonly insertion: Readonly<Duration>;
  /** Entries that left because the bytes were up. */
  readonly evictions: number;
}

/** Answers by what was asked; the least recently used leave when the bytes are up. One cache serves all models. */
export class ResponseCache {
  readonly #entries: LRUCache<string, readonly Tensor[]>;
  readonly #lookup = noDuration();
  readonly #insertion = noDuration();
  #hits = 0;
  #evictions = 0;

  /** @param maxBytes of tensor data altogether */
  constructor(maxBytes: number) {
    this.#entries = new LRUCache({
      maxSize: maxBytes,
      dispose: (_outputs, _key, reason) => {
        if (reason === 'evict') this.#evictions += 1;
      },
      sizeCalculation: (outputs) =>
        Math.max(
          1,
          outputs.reduce((sum, { data }) => sum + data.byteLength, 0),
        ),
    });
  }

  /** A copy, which the caller may do with as it likes. */
  get(key: string): readonly Tensor[] | undefined {
    const began = performance.now();
    const outputs = this.#entries.get(key)?.map(copyOf);
    if (outputs !== undefined) this.#hits += 1;
    addDuration(this.#lookup, nanosecondsSince(began));
    return outputs;
  }

  set(key: string, outputs: readonly Tensor[]): void {
    const began = performance.now();
    this.#entries.set(key, outputs.map(copyOf));
    addDuration(this.#insertion, nanosecondsSince(began));
  }

  get totals(): CacheTotals {
    return {
      entries: this.#entries.size,
      share: this.#entries.calculatedSize / this.#entries.maxSize,
      lookup: this.#lookup,
      hits: this.#hits,
      insertion: this.#insertion,
      evictions: this.#evictions,
    };
  }
}

/** Answers from the cache where it can, and otherwise lets another scheduler do the work and remembers the answer. */
export class CachingScheduler implements Scheduler {
  readonly #inner: Scheduler;
  readonly #cache: ResponseCache;
  readonly #scope: string;

  /** @param scope sets the answers of one loaded version apart from all others */
  constructor(inner: Scheduler, cache: ResponseCache, scope: string) {
    this.#inner = inner;
    this.#cache = cache;
    this.#scope = scope;
  }

  get pending(): number {
    return this.#inner.pending;
  }

  get waiting(): number {
    return this.#inner.waiting;
  }

  async run(request: QueuedRequest): Promise<ScheduledResult> {
    const began = performance.now();
    const key = this.#keyOf(request);
    const known = this.#cache.get(key);
    const lookupNs = nanosecondsSince(began);
    if (known !== undefined) {
      const times = { queue: 0, computeInput: 0, computeInfer: 0, computeOutput: 0 };
      return { outputs: known, times, cache: { state: 'hit', ns: lookupNs } };
    }
    const result = await this.#inner.run(request);
    this.#cache.set(key, result.outputs);
    return { ...result, cache: { state: 'miss', ns: lookupNs } };
  }

  dispatch(): void {
    this.#inner.dispatch();
  }

  drain(): Promise<void> {
    return this.#inner.drain();
  }

  #keyOf({ inputs, outputs }: QueuedRequest): string {
    const hash = createHash('blake2b512').update(JSON.stringify([this.#scope, outputs]));
    for (const { name, datatype, shape, data } of inputs) {
      hash.update(JSON.stringify([name, datatype, shape])).update(data);
    }
    return hash.digest('base64');
  }
}

function nanosecondsSince(began: number): number {
  return Math.round((performance.now() - began) * 1e6);
}

function copyOf(tensor: Tensor): Tensor {
  return { ...tensor, data: tensor.data.slice() };
}
