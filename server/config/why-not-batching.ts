import type { ConfigValue, ModelConfig } from './schema/value.ts';
import { describeShape, type ModelSignature } from './signature.ts';

/** What was counted of a model version over some time. */
export interface BatchingEvidence {
  readonly config: ModelConfig;
  /** What the model file declares, where that is known. */
  readonly signature?: ModelSignature;
  /** Instances that share the work. */
  readonly instances: number;
  readonly seconds: number;
  /** Answered requests, and the sum of their batch sizes. */
  readonly requests: number;
  readonly rows: number;
  /** Batches that the model ran. */
  readonly executions: number;
  /** Milliseconds of all requests from arrival to answer, and waiting in the queue. */
  readonly totalMs: number;
  readonly queueMs: number;
}

export type NotBatchingReason =
  | 'fixed-batch-axis'
  | 'max-batch-size-0'
  | 'no-dynamic-batching'
  | 'different-shapes'
  | 'delay-0'
  | 'load-too-low';

/** Whether requests are joined; if not, the first thing that keeps them apart and what to do about it. */
export type BatchingVerdict =
  | { readonly state: 'no-requests' }
  | { readonly state: 'batching'; readonly requestsPerBatch: number }
  | {
      readonly state: 'not-batching';
      readonly reason: NotBatchingReason;
      /** Why, as a sentence. */
      readonly because: string;
      readonly fix: string;
      /** The field that fixes it; absent where no configuration does. */
      readonly edit?: { readonly path: string; readonly value: ConfigValue };
    };

/** Fewer requests in a batch than this, on the average, is as good as none joined. */
const JOINED = 1.2;
/** A delay worth trying first, in microseconds. */
const FIRST_DELAY = 1000;

/** Says why the requests of a model are not joined into batches. */
export function whyNotBatching(evidence: BatchingEvidence): BatchingVerdict {
  const { requests, executions } = evidence;
  if (requests === 0 || executions === 0) return { state: 'no-requests' };
  const requestsPerBatch = requests / executions;
  if (requestsPerBatch >= JOINED) return { state: 'batching', requestsPerBatch };
  return { state: 'not-batching', ...(fromConfig(evidence) ?? fromLoad(evidence)) };
}

type Verdict = Omit<Extract<BatchingVerdict, { state: 'not-batching' }>, 'state'>;

function fromConfig({ config, signature }: BatchingEvidence): Verdict | undefined {
  const fixed = signature?.inputs.find(({ shape }) => (shape[0] ?? -1) > 0);
  if (config.max_batch_size <= 1 && fixed !== undefined) {
    return {
      reason: 'fixed-batch-axis',
      because: `The model file fixes the first axis of '${fixed.name}': ${describeShape(fixed)}.`,
      fix: 'Free the batch axis, which makes a new version and proves it.',
    };
  }
  if (config.max_batch_size <= 1) {
    return {
      reason: 'max-batch-size-0',
      because: `max_batch_size is ${config.max_batch_size}, so every request runs by itself.`,
      fix: 'Set max_batch_size to 8 or more, and leave the batch axis out of the dims.',
      edit: { path: 'max_batch_size', value: 8 },
    };
  }
  if (config.dynamic_batching !== undefined || config.sequence_batching !== undefined) return undefined;
  return {
    reason: 'no-dynamic-batching',
    because: 'dynamic_batching is not set, so requests are not joined.',
    fix: 'Add dynamic_batching.',
    edit: { path: 'dynamic_batching', value: {} },
  };
}

/** By Little's law, the requests that are in the server on the average. */
export function inServer({ totalMs, seconds }: BatchingEvidence): number {
  return seconds > 0 ? totalMs / 1000 / seconds : 0;
}

function fromLoad(evidence: BatchingEvidence): Verdict {
  const { config, instances, queueMs, totalMs } = evidence;
  const atOnce = inServer(evidence);
  const isWaiting = queueMs > totalMs / 2 && atOnce > instances + 1;
  if (isWaiting && hasFreeShapes(config)) {
    return {
      reason: 'different-shapes',
      because: 'Requests wait for each other and are still not joined: only equal shapes can be.',
      fix: 'Send requests of one shape, or set allow_ragged_batch where the model can take it.',
    };
  }
  if ((config.dynamic_batching?.max_queue_delay_microseconds ?? 0) === 0 && atOnce > 0.5) {
    return {
      reason: 'delay-0',
      because: 'No request waits for another one: max_queue_delay_microseconds is 0.',
      fix: `Let requests wait ${FIRST_DELAY} µs for company.`,
      edit: { path: 'dynamic_batching.max_queue_delay_microseconds', value: FIRST_DELAY },
    };
  }
  return {
    reason: 'load-too-low',
    because: `There is rarely a second request: ${atOnce.toFixed(1)} are in the server on the average.`,
    fix: 'Nothing needs to be done; batches form when more requests come at once.',
  };
}

function hasFreeShapes({ input }: ModelConfig): boolean {
  return input.some(({ dims, allow_ragged_batch: ragged }) => !ragged && dims.some((dim) => dim < 0));
}
