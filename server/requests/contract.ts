/** A tensor without its elements. */
export interface TensorOutline {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
}

/** How a request went. */
export type RequestOutcome =
  | {
      readonly state: 'answered';
      readonly outputs: readonly TensorOutline[];
      /** What the answer says in a few words, e.g. `7 · 97.7 %`. */
      readonly summary: string;
    }
  | { readonly state: 'failed'; readonly message: string };

/** A request that was made in the window, as the window tells of it. */
export interface MadeRequest {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly model: string;
  /** The version that was asked. */
  readonly version: number;
  /** From sending to having the whole answer, as the window saw it. */
  readonly milliseconds: number;
  readonly inputs: readonly TensorOutline[];
  readonly outcome: RequestOutcome;
}

/** How long a message of the v2 protocol is: JSON first, then the bytes of its tensors. */
export interface MessageSize {
  readonly json: number;
  readonly total: number;
}

/** A request that is kept, with its messages if they were small enough. */
export interface KeptRequest extends MadeRequest {
  readonly id: string;
  readonly pinned: boolean;
  /** What the person calls it. */
  readonly name?: string;
  /** Undefined: too large to be kept. */
  readonly request?: MessageSize;
  /** Undefined: too large to be kept, or there was no answer. */
  readonly response?: MessageSize;
}

/** What a person can change about a kept request; an empty name takes it away. */
export interface RequestChange {
  readonly pinned?: boolean;
  readonly name?: string;
}

/** A message with more bytes than this is not kept. */
export const MOST_KEPT_BYTES = 16 * 1024 * 1024;
