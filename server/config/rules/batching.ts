import { keyPath } from '../path.ts';
import type { Finding } from '../problem.ts';
import { errorAt, warningAt } from '../problem.ts';
import type { MessageOf, ModelConfig } from '../schema/value.ts';
import type { Rule } from './rule.ts';
import { present } from './rule.ts';

/** A wait that makes people think the server hangs; a thousandfold of what is usual, and mostly a slip of the unit. */
const LONG_DELAY_MICROSECONDS = 100_000;

type DynamicBatching = MessageOf<'ModelDynamicBatching'>;

/** The dynamic batcher: preferred sizes, priorities, and the order of answers. */
export const batchingRules: Rule = (config) => {
  const batching = config.dynamic_batching;
  if (batching === undefined) return [];
  return [
    ...preferredSizes(
      batching.preferred_batch_size,
      'dynamic_batching',
      'dynamic batching preferred size',
      config,
    ),
    ...priorities(batching, config),
    ...ordering(batching, config),
    ...longDelay(batching.max_queue_delay_microseconds, 'dynamic_batching'),
  ];
};

/** Sizes must be positive and fit into the largest batch. */
export function preferredSizes(
  sizes: readonly number[],
  field: string,
  subject: string,
  config: ModelConfig,
): readonly Finding[] {
  return sizes.flatMap((size, index) => {
    const at = `${field}.preferred_batch_size[${index}]`;
    if (size <= 0) return [errorAt(at, `${subject} must be positive for ${config.name}`)];
    if (size <= config.max_batch_size) return [];
    const suggestion = config.max_batch_size > 0 ? { suggestion: String(config.max_batch_size) } : {};
    return [errorAt(at, `${subject} must be <= max batch size for ${config.name}`, suggestion)];
  });
}

function priorities(
  { priority_levels, default_priority_level, priority_queue_policy }: DynamicBatching,
  { name }: ModelConfig,
) {
  if (priority_levels === 0) return [];
  const isLevel = (level: number) => level >= 1 && level <= priority_levels;
  const range = `in range [1, ${priority_levels}] for ${name}`;
  const strangers = Object.keys(priority_queue_policy).filter((level) => !isLevel(Number(level)));
  return [
    ...present(
      !isLevel(default_priority_level) &&
        errorAt('dynamic_batching.default_priority_level', `default priority level must be ${range}`),
    ),
    ...strangers.map((level) =>
      errorAt(
        keyPath('dynamic_batching.priority_queue_policy', level),
        `priority queue policy must have priority level ${range}`,
      ),
    ),
  ];
}

/** Answers cannot keep the order of their requests when some requests overtake others. */
function ordering(batching: DynamicBatching, { name }: ModelConfig): readonly Finding[] {
  if (!batching.preserve_ordering) return [];
  const policies = [batching.default_queue_policy, ...Object.values(batching.priority_queue_policy)];
  return present(
    batching.priority_levels > 1 &&
      errorAt(
        'dynamic_batching.priority_levels',
        `Only one priority level is allowed when 'preserve_ordering' is true for ${name}`,
      ),
    policies.some((policy) => policy?.timeout_action === 'DELAY') &&
      errorAt(
        'dynamic_batching.preserve_ordering',
        `Queue policy can not have DELAY as timeout action when 'preserve_ordering' is true for ${name}`,
      ),
  );
}

/** The unit is microseconds, which is easily taken for milliseconds. */
export function longDelay(microseconds: number, field: string): readonly Finding[] {
  if (microseconds < LONG_DELAY_MICROSECONDS) return [];
  const at = `${field}.max_queue_delay_microseconds`;
  const message = `requests may wait ${microseconds / 1000} ms for others to join their batch; the unit is microseconds`;
  return [warningAt(at, message, { suggestion: String(Math.max(1, Math.round(microseconds / 1000))) })];
}
