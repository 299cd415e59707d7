import { LRUCache } from 'lru-cache';
import { Trace, type TraceEntry, type TraceSubject } from './trace.ts';
import { TraceFiles } from './trace-file.ts';
import { TRACE_DEFAULTS, type TraceState } from './trace-state.ts';

/** Settings that are set; those that are not fall back to the ones above. */
export type TraceChange = { readonly [K in keyof TraceState]?: TraceState[K] | null };

/** Traces that somebody asked for; they look at them right away. */
const MOST_KEPT = 64;
const ASKED_FOR: TraceState = { ...TRACE_DEFAULTS, levels: ['TIMESTAMPS'] };

interface Scope {
  set: Partial<TraceState>;
  seen: number;
  taken: number;
}

/** Decides which requests are traced. A model's own settings come before the server's, those before the start's. */
export class Tracer {
  readonly #start: TraceState;
  readonly #files: TraceFiles;
  readonly #server: Scope = { set: {}, seen: 0, taken: 0 };
  readonly #models = new Map<string, Scope>();
  readonly #kept = new LRUCache<string, Promise<readonly TraceEntry[]>>({ max: MOST_KEPT });
  #lastId = 0;

  /** @param failed told when a trace cannot be written */
  constructor(start: TraceState = TRACE_DEFAULTS, failed: (error: unknown) => void = () => {}) {
    this.#start = start;
    this.#files = new TraceFiles(start.file, failed);
  }

  /** @param model left out: of the server */
  stateOf(model?: string): TraceState {
    const own = model === undefined ? undefined : this.#models.get(model)?.set;
    return { ...this.#start, ...this.#server.set, ...own };
  }

  /** @param model left out: of the server. A setting that becomes null is no longer set. */
  change(part: TraceChange, model?: string): void {
    const scope = this.#scopeOf(model);
    const merged = Object.entries({ ...scope.set, ...part }).filter(([, value]) => value !== null);
    scope.set = Object.fromEntries(merged);
    scope.seen = 0;
    scope.taken = 0;
  }

  /**
   * A trace for a request that begins, or undefined when it is not to be traced.
   * @param key asks for a trace that is kept for a while under this name, whatever the settings are
   */
  begin(subject: TraceSubject, key?: string): Trace | undefined {
    const sampled = this.#sample(subject.modelName);
    const state = sampled ?? (key === undefined ? undefined : ASKED_FOR);
    if (state === undefined) return undefined;
    const keep = key === undefined ? undefined : this.#keepAs(key);
    const done = (entries: readonly TraceEntry[]) => {
      if (sampled !== undefined) this.#files.write(entries, sampled.logFrequency);
      keep?.(entries);
    };
    return new Trace({ subject, state, nextId: () => (this.#lastId += 1), done });
  }

  /** The trace that was asked for under a key, once its request has ended; undefined when it is not known any more. */
  async kept(key: string): Promise<readonly TraceEntry[] | undefined> {
    return await this.#kept.get(key);
  }

  #keepAs(key: string): (entries: readonly TraceEntry[]) => void {
    let keep: (entries: readonly TraceEntry[]) => void = () => {};
    this.#kept.set(key, new Promise((resolve) => (keep = resolve)));
    return keep;
  }

  /** The settings under which the next request of a model is traced, if its turn has come. */
  #sample(model: string): TraceState | undefined {
    const state = this.stateOf(model);
    if (state.levels.length === 0 || state.rate === 0 || state.file === '') return undefined;
    const scope = this.#models.get(model) ?? this.#server;
    scope.seen += 1;
    const exhausted = state.count >= 0 && scope.taken >= state.count;
    if (exhausted || scope.seen % state.rate !== 0) return undefined;
    scope.taken += 1;
    return state;
  }

  /** Settles when everything is written. */
  close(): Promise<void> {
    return this.#files.close();
  }

  #scopeOf(model: string | undefined): Scope {
    if (model === undefined) return this.#server;
    const scope = this.#models.get(model) ?? { set: {}, seen: 0, taken: 0 };
    this.#models.set(model, scope);
    return scope;
  }
}
