import type { Tensor } from '../tensors/tensor.ts';
import type { Waiting } from './request-queue.ts';
import type { SequenceId } from './sequence-controls.ts';

/** A request of a sequence, with its place in it. */
export interface SequenceRequest extends Waiting {
  readonly start: boolean;
  readonly end: boolean;
}

/** A sequence that was started and is not over: its requests run one after the other, on one instance. */
export interface Sequence {
  readonly id: SequenceId;
  readonly waiting: SequenceRequest[];
  /** The server's own tensors, as the last request left them, by input name. */
  state: readonly Tensor[];
  isRunning: boolean;
  /** No further request will come: the last one was sent, or a new sequence took the id. */
  isComplete: boolean;
  /** On the scheduler's clock. */
  lastActive: number;
}

/** The sequences of one instance: as many as it has slots. */
export class SequenceSlots {
  readonly instance: string;
  readonly #slots: (Sequence | undefined)[];

  constructor(instance: string, count: number) {
    this.instance = instance;
    this.#slots = Array.from({ length: count }, () => undefined);
  }

  /** In the order of the slots; undefined where one is free. */
  get all(): readonly (Sequence | undefined)[] {
    return this.#slots;
  }

  get hasRoom(): boolean {
    return this.#slots.includes(undefined);
  }

  take(sequence: Sequence): void {
    this.#slots[this.#slots.indexOf(undefined)] = sequence;
  }

  /** Frees the slots of sequences that are over. @returns whether there was one */
  release(isOver: (sequence: Sequence) => boolean): boolean {
    let released = false;
    for (const [slot, sequence] of this.#slots.entries()) {
      if (sequence === undefined || !isOver(sequence)) continue;
      this.#slots[slot] = undefined;
      released = true;
    }
    return released;
  }
}
