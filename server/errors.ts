/** What went wrong, independent of any protocol; each protocol maps kinds to its own codes in one place. */
export type ErrorKind =
  | 'invalid-argument'
  | 'not-found'
  | 'already-exists'
  | 'unavailable'
  | 'unsupported'
  | 'cancelled'
  | 'internal'
  | 'unknown';

/**
 * An expected failure: a kind for protocols, a sentence for people, and optionally what to do next.
 * Anything thrown that is not an `InferdeckError` is a bug and is reported as `internal`.
 */
export class InferdeckError extends Error {
  override readonly name = 'InferdeckError';
  readonly kind: ErrorKind;
  /** What the person can do about it, as a sentence. */
  readonly nextStep: string | undefined;

  constructor(kind: ErrorKind, message: string, options: { nextStep?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.nextStep = options.nextStep;
  }
}

/** Shorthand for the most common kind: the caller sent something that cannot be served. */
export function invalidArgument(message: string): InferdeckError {
  return new InferdeckError('invalid-argument', message);
}

/** The sentence of any thrown value. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Anything thrown as a failure; what was not expected is `internal`. */
export function failureOf(thrown: unknown): InferdeckError {
  if (thrown instanceof InferdeckError) return thrown;
  return new InferdeckError('internal', messageOf(thrown), { cause: thrown });
}
