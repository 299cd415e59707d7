import type { ErrorKind } from '../errors.ts';
import { addDuration, type Duration, noDuration } from './duration.ts';

/** What a response was: tensors, the end without any, or a failure of this kind. */
export type ResponseKind = 'outputs' | 'end' | ErrorKind;

/** The responses at one place in the answers to decoupled requests; the fields are those of the statistics extension. */
export interface ResponseStatistics {
  readonly computeInfer: Duration;
  /** Stays 0: what a model takes to write its outputs is part of its work. */
  readonly computeOutput: Duration;
  readonly success: Duration;
  readonly fail: Duration;
  readonly emptyResponse: Duration;
  readonly cancel: Duration;
}

/** Counts the responses of decoupled models by their place: the first of each request, the second, and so on. */
export class ResponsesByIndex {
  readonly #rows: ResponseStatistics[] = [];

  /** Ascending by index. */
  get rows(): readonly ResponseStatistics[] {
    return this.#rows;
  }

  /** @param ns since the response before it, or since the model took the request on */
  record(index: number, kind: ResponseKind, ns: number): void {
    const row = (this.#rows[index] ??= noResponses());
    if (kind === 'outputs') addDuration(row.computeInfer, ns);
    addDuration(countedAs(row, kind), ns);
  }
}

function countedAs(row: ResponseStatistics, kind: ResponseKind): Duration {
  if (kind === 'outputs') return row.success;
  if (kind === 'end') return row.emptyResponse;
  return kind === 'cancelled' ? row.cancel : row.fail;
}

function noResponses(): ResponseStatistics {
  return {
    computeInfer: noDuration(),
    computeOutput: noDuration(),
    success: noDuration(),
    fail: noDuration(),
    emptyResponse: noDuration(),
    cancel: noDuration(),
  };
}
