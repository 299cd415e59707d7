import type { Tensor } from '../../tensors/tensor.ts';
import type { TraceState } from './trace-state.ts';
import { tensorText } from './tensor-text.ts';

/** One object of a trace file. */
export type TraceEntry = Readonly<Record<string, unknown>>;

/** Whose trace it is. */
export interface TraceSubject {
  readonly modelName: string;
  readonly version: number;
  readonly requestId: string;
}

export interface TraceOptions {
  readonly subject: TraceSubject;
  readonly state: TraceState;
  /** Numbers traces. */
  readonly nextId: () => number;
  /** The trace that it belongs to. */
  readonly parentId?: number;
  readonly done: (entries: readonly TraceEntry[]) => void;
}

/** What happened to one request, and when. */
export class Trace {
  readonly #id: number;
  readonly #options: TraceOptions;
  readonly #timestamps: { readonly name: string; readonly ns: number }[] = [];
  readonly #tensors: { readonly activity: string; readonly tensor: TraceEntry }[] = [];
  readonly #ofChildren: TraceEntry[] = [];

  constructor(options: TraceOptions) {
    this.#id = options.nextId();
    this.#options = options;
  }

  /** @param at on the clock of `performance.now`, in milliseconds */
  stamp(name: string, at = performance.now()): void {
    if (this.#options.state.levels.includes('TIMESTAMPS')) {
      this.#timestamps.push({ name, ns: Math.round(at * 1e6) });
    }
  }

  /** @param activity what happens to the tensors, such as TENSOR_QUEUE_INPUT */
  tensors(activity: string, tensors: readonly Tensor[]): void {
    if (!this.#options.state.levels.includes('TENSORS')) return;
    for (const tensor of tensors) this.#tensors.push({ activity, tensor: tensorText(tensor) });
  }

  /** Something else happens to tensors that are told of already; they may be gone by now. */
  tensorsAgain(activity: string, earlier: string): void {
    const same = this.#tensors.filter((told) => told.activity === earlier);
    this.#tensors.push(...same.map(({ tensor }) => ({ activity, tensor })));
  }

  /** The trace of a request that this one causes; it goes where this one goes, and must finish before. */
  child(subject: TraceSubject): Trace {
    const done = (entries: readonly TraceEntry[]) => void this.#ofChildren.push(...entries);
    return new Trace({ ...this.#options, subject, parentId: this.#id, done });
  }

  /** Nothing more will happen. @param version the one that answered, where it was not known before */
  finish(version = this.#options.subject.version): void {
    const { subject, parentId, done } = this.#options;
    const { modelName, requestId } = subject;
    const id = this.#id;
    done([
      {
        id,
        model_name: modelName,
        model_version: version,
        ...(requestId !== '' && { request_id: requestId }),
        ...(parentId !== undefined && { parent_id: parentId }),
      },
      ...this.#tensors.map((told) => ({ id, ...told })),
      ...(this.#timestamps.length > 0 ? [{ id, timestamps: this.#timestamps }] : []),
      ...this.#ofChildren,
    ]);
  }
}
