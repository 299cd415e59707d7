import type { CompletedConfig } from './completion.ts';
import { completeInTurn, filled, unchanged } from './completion.ts';
import type { ConfigContext } from './context.ts';
import { identify, isEnsemble } from './identify.ts';
import { normalizeInstances } from './normalize-instances.ts';
import { messageDefaults } from './schema/typed.ts';
import type { ModelConfig } from './schema/value.ts';

const SEQUENCE_IDLE_MICROSECONDS = 1_000_000;

/**
 * Fills in every default that the config endpoint shows: name and framework, version policy, preferred batch sizes,
 * idle time, pinned memory, and one instance group with kind, count and GPUs worked out. Doing it twice changes nothing.
 */
export function normalize(config: ModelConfig, context: ConfigContext): CompletedConfig {
  return completeInTurn(config, [
    (known) => identify(known, context.folder),
    fillVersionPolicy,
    fillPreferredSizes,
    fillSequenceDefaults,
    fillPinnedMemory,
    (known) => normalizeInstances(known, context.machine),
  ]);
}

function fillVersionPolicy(config: ModelConfig): CompletedConfig {
  if (config.version_policy !== undefined) return unchanged(config);
  const policy = { latest: { num_versions: 1 } };
  return filled(
    config,
    'version_policy',
    policy,
    'The newest version is served unless the policy says more.',
    'latest { num_versions: 1 }',
  );
}

function fillPreferredSizes(config: ModelConfig): CompletedConfig {
  const batching = config.dynamic_batching;
  if (batching === undefined || batching.preferred_batch_size.length > 0 || config.max_batch_size < 1)
    return unchanged(config);
  const dynamic_batching = { ...batching, preferred_batch_size: [config.max_batch_size] };
  return {
    config: { ...config, dynamic_batching },
    completed: [preferredSize('dynamic_batching.preferred_batch_size', config)],
    problems: [],
  };
}

function preferredSize(field: string, config: ModelConfig) {
  return {
    field,
    value: `[${config.max_batch_size}]`,
    why: 'Without preferred sizes, max_batch_size is the one preferred.',
  };
}

function fillSequenceDefaults(config: ModelConfig): CompletedConfig {
  const batching = config.sequence_batching;
  if (batching === undefined) return unchanged(config);
  const fillsIdle = batching.max_sequence_idle_microseconds === 0;
  const { oldest } = batching;
  const fillsSizes =
    oldest !== undefined && oldest.preferred_batch_size.length === 0 && config.max_batch_size > 0;
  const sequence_batching = {
    ...batching,
    ...(fillsIdle && { max_sequence_idle_microseconds: SEQUENCE_IDLE_MICROSECONDS }),
    ...(fillsSizes && { oldest: { ...oldest, preferred_batch_size: [config.max_batch_size] } }),
  };
  const idle = {
    field: 'sequence_batching.max_sequence_idle_microseconds',
    value: String(SEQUENCE_IDLE_MICROSECONDS),
    why: 'A sequence is given up after a second without a request unless another time is written.',
  };
  const sizes = preferredSize('sequence_batching.oldest.preferred_batch_size', config);
  return {
    config: { ...config, sequence_batching },
    completed: [...(fillsIdle ? [idle] : []), ...(fillsSizes ? [sizes] : [])],
    problems: [],
  };
}

function fillPinnedMemory(config: ModelConfig): CompletedConfig {
  if (isEnsemble(config)) return unchanged(config);
  const enabled = { enable: true };
  const written = config.optimization;
  const optimization = {
    ...messageDefaults('ModelOptimizationPolicy'),
    ...written,
    input_pinned_memory: written?.input_pinned_memory ?? enabled,
    output_pinned_memory: written?.output_pinned_memory ?? enabled,
  };
  return unchanged({ ...config, optimization });
}
