import { status } from '@grpc/grpc-js';
import { type ErrorKind, InferdeckError, messageOf } from '../../errors.ts';

/** A kind of failure as a gRPC status code. */
const CODES: Readonly<Record<ErrorKind, status>> = {
  'invalid-argument': status.INVALID_ARGUMENT,
  'not-found': status.NOT_FOUND,
  'already-exists': status.ALREADY_EXISTS,
  unavailable: status.UNAVAILABLE,
  unsupported: status.UNIMPLEMENTED,
  cancelled: status.CANCELLED,
  internal: status.INTERNAL,
  unknown: status.UNKNOWN,
};

/** Clients refuse answers whose header fields exceed 8 KiB, and a letter can take nine bytes in them. */
const MOST_LETTERS = 800;

/** What a call that failed ends with. */
export function statusOf(error: unknown): { readonly code: status; readonly details: string } {
  const code = error instanceof InferdeckError ? CODES[error.kind] : status.INTERNAL;
  const text = messageOf(error);
  return { code, details: text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text };
}
