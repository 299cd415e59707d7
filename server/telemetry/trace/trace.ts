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

/** What happened to one request, and when. */
export class Trace {
  readonly #id: number;
  readonly #subject: TraceSubject;
  readonly #state: TraceState;
  readonly #done: (entries: readonly TraceEntry[]) => void;
  readonly #timestamps: { readonly name: string; readonly ns: number }[] = [];
  readonly #tensors: TraceEntry[] = [];

  constructor(
    id: number,
    subject: TraceSubject,
    state: TraceState,
    done: (entries: readonly TraceEntry[]) => void,
  ) {
    this.#id = id;
    this.#subject = subject;
    this.#state = state;
    this.#done = done;
  }

  /** @param at on the clock of `performance.now`, in milliseconds */
  stamp(name: string, at = performance.now()): void {
    if (this.#state.levels.includes('TIMESTAMPS')) {
      this.#timestamps.push({ name, ns: Math.round(at * 1e6) });
    }
  }

  /** @param activity what happens to the tensors, such as TENSOR_QUEUE_INPUT */
  tensors(activity: string, tensors: readonly Tensor[]): void {
    if (!this.#state.levels.includes('TENSORS')) return;
    for (const tensor of tensors) this.#tensors.push({ id: this.#id, activity, tensor: tensorText(tensor) });
  }

  /** Nothing more will happen. */
  finish(): void {
    const { modelName, version, requestId } = this.#subject;
    const head = { id: this.#id, model_name: modelName, model_version: version };
    this.#done([
      { ...head, ...(requestId !== '' && { request_id: requestId }) },
      ...this.#tensors,
      ...(this.#timestamps.length > 0 ? [{ id: this.#id, timestamps: this.#timestamps }] : []),
    ]);
  }
}
