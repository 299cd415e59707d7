import type { MessageOf, ModelConfig } from '../config/schema/value.ts';
import { BatchScheduler } from './batch-scheduler.ts';
import type { BatchingRules } from './form-batch.ts';
import type { InstancePool } from './instance-pool.ts';
import { NO_LIMITS, type QueuePolicy, type RequestQueueOptions } from './request-queue.ts';
import { controlTensors } from './sequence-controls.ts';
import { SequenceScheduler } from './sequence-scheduler.ts';
import { stateTensors } from './sequence-state.ts';
import type { BatchObserver, Scheduler } from './scheduler.ts';

type DynamicBatching = MessageOf<'ModelDynamicBatching'>;
type SequenceBatching = MessageOf<'ModelSequenceBatching'>;
type WrittenPolicy = MessageOf<'ModelQueuePolicy'>;

const MICROSECONDS = 1000;

/**
 * The scheduler that a configuration asks for.
 * @param modelFolder where files that it names lie
 */
export function createScheduler(
  config: ModelConfig,
  modelFolder: string,
  pool: InstancePool,
  observe: BatchObserver,
): Scheduler {
  if (config.sequence_batching !== undefined) {
    return sequenceScheduler(config, config.sequence_batching, modelFolder, pool, observe);
  }
  const { dynamic_batching: dynamic, max_batch_size: maxBatchSize } = config;
  return new BatchScheduler({
    pool,
    queue: dynamic === undefined ? ONE_QUEUE : queueOf(dynamic),
    batching: dynamic === undefined || maxBatchSize <= 1 ? undefined : batchingRules(dynamic, maxBatchSize),
    preserveOrdering: dynamic?.preserve_ordering ?? false,
    holdUntil: Number(process.env['TRITONSERVER_DELAY_SCHEDULER'] ?? 0),
    observe,
  });
}

function sequenceScheduler(
  config: ModelConfig,
  batching: SequenceBatching,
  modelFolder: string,
  pool: InstancePool,
  observe: BatchObserver,
): Scheduler {
  const { oldest } = batching;
  const rows = Math.max(1, config.max_batch_size);
  return new SequenceScheduler({
    modelName: config.name,
    pool,
    controls: controlTensors(config),
    states: stateTensors(config, modelFolder),
    slots: oldest === undefined ? rows : Math.max(1, oldest.max_candidate_sequences),
    strategy:
      oldest === undefined
        ? 'direct'
        : {
            maxBatchSize: rows,
            preferredSizes: new Set(oldest.preferred_batch_size),
            maxDelayMs: oldest.max_queue_delay_microseconds / MICROSECONDS,
          },
    maxIdleMs: batching.max_sequence_idle_microseconds / MICROSECONDS,
    observe,
  });
}

const ONE_QUEUE: RequestQueueOptions = { levels: 1, defaultLevel: 1, policyOf: () => NO_LIMITS };

function batchingRules(dynamic: DynamicBatching, maxBatchSize: number): BatchingRules {
  return {
    maxBatchSize,
    preferredSizes: new Set(dynamic.preferred_batch_size),
    maxDelayMs: dynamic.max_queue_delay_microseconds / MICROSECONDS,
  };
}

function queueOf(dynamic: DynamicBatching): RequestQueueOptions {
  const fallback = policyOf(dynamic.default_queue_policy);
  return {
    levels: dynamic.priority_levels,
    defaultLevel: dynamic.default_priority_level,
    policyOf: (level) => {
      const own = dynamic.priority_queue_policy[level];
      return own === undefined ? fallback : policyOf(own);
    },
  };
}

function policyOf(written: WrittenPolicy | undefined): QueuePolicy {
  if (written === undefined) return NO_LIMITS;
  return {
    timeoutMs: written.default_timeout_microseconds / MICROSECONDS,
    onTimeout: written.timeout_action === 'DELAY' ? 'delay' : 'reject',
    allowOverride: written.allow_timeout_override,
    maxSize: written.max_queue_size,
  };
}
