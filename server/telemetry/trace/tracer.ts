import { Trace, type TraceSubject } from './trace.ts';
import { TraceFiles } from './trace-file.ts';
import { TRACE_DEFAULTS, type TraceState } from './trace-state.ts';

/** Settings that are set; those that are not fall back to the ones above. */
export type TraceChange = { readonly [K in keyof TraceState]?: TraceState[K] | null };

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

  /** A trace for a request that begins, or undefined when it is not to be traced. */
  begin(subject: TraceSubject): Trace | undefined {
    const state = this.stateOf(subject.modelName);
    if (state.levels.length === 0 || state.rate === 0 || state.file === '') return undefined;
    const scope = this.#models.get(subject.modelName) ?? this.#server;
    scope.seen += 1;
    const exhausted = state.count >= 0 && scope.taken >= state.count;
    if (exhausted || scope.seen % state.rate !== 0) return undefined;
    scope.taken += 1;
    return new Trace({
      subject,
      state,
      nextId: () => (this.#lastId += 1),
      done: (entries) => this.#files.write(entries, state.logFrequency),
    });
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
