import { sameShape } from '../tensors/shape.ts';
import type { QueuedRequest } from './scheduler.ts';

/** When waiting requests are joined to a batch, and how large it may be. */
export interface BatchingRules {
  readonly maxBatchSize: number;
  /** Sizes that are sent as soon as they can be formed. */
  readonly preferredSizes: ReadonlySet<number>;
  /** How long the oldest request may wait for a preferred size. */
  readonly maxDelayMs: number;
}

/** What to do with a queue: run its first `count` requests now, or wait until a moment on the scheduler's clock. */
export type BatchDecision =
  | { readonly state: 'run'; readonly count: number }
  | { readonly state: 'wait'; readonly until: number }
  | { readonly state: 'empty' };

interface Candidate {
  readonly request: QueuedRequest;
  readonly queuedAt: number;
}

/**
 * Looks at the waiting requests, next one first. The largest preferred size that they make up is run at once; so is
 * what cannot grow any more, because the next request would not fit or has other shapes. Otherwise the batch waits for
 * more as long as its oldest request may.
 */
export function decideBatch(waiting: Iterable<Candidate>, rules: BatchingRules, now: number): BatchDecision {
  let size = 0;
  let count = 0;
  let preferredCount = 0;
  let oldest = Number.POSITIVE_INFINITY;
  let first: QueuedRequest | undefined;
  let canGrow = true;
  for (const { request, queuedAt } of waiting) {
    first ??= request;
    if (count > 0 && (size + request.batchSize > rules.maxBatchSize || !fitTogether(first, request))) {
      canGrow = false;
      break;
    }
    size += request.batchSize;
    count += 1;
    oldest = Math.min(oldest, queuedAt);
    if (rules.preferredSizes.has(size)) preferredCount = count;
  }
  if (count === 0) return { state: 'empty' };
  if (preferredCount > 0) return { state: 'run', count: preferredCount };
  const until = oldest + rules.maxDelayMs;
  return canGrow && size < rules.maxBatchSize && now < until
    ? { state: 'wait', until }
    : { state: 'run', count };
}

/** Whether two requests have the same inputs with the same shapes, but for the batch dimension. */
function fitTogether(a: QueuedRequest, b: QueuedRequest): boolean {
  return (
    a.inputs.length === b.inputs.length &&
    a.inputs.every((input, index) => {
      const other = b.inputs[index];
      return other?.name === input.name && sameShape(input.shape.slice(1), other.shape.slice(1));
    })
  );
}
