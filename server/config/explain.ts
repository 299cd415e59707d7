import { datatypeFromConfig } from '../tensors/datatype.ts';
import { formatShape } from '../tensors/shape.ts';
import { isEnsemble } from './identify.ts';
import type { InstanceGroup, MessageOf, ModelConfig, ModelInput, ModelOutput } from './schema/value.ts';

/** A sentence about a configuration, and the field it comes from. */
export interface Explanation {
  readonly field: string;
  readonly text: string;
}

/** What a configuration means, in the order in which people ask. Give it a normalised one. */
export function explainConfig(config: ModelConfig): readonly Explanation[] {
  return [
    framework(config),
    versions(config),
    ...config.input.map((tensor, index) => takes(tensor, index, config)),
    ...config.output.map((tensor, index) => gives(tensor, index, config)),
    batchSize(config),
    ...dynamicBatching(config),
    ...sequences(config),
    ...ensemble(config),
    ...config.instance_group.map((group, index) => instances(group, index, config)),
    ...answers(config),
    ...config.model_warmup.map(warmup),
  ];
}

const say = (field: string, text: string): Explanation => ({ field, text });
const plural = (count: number, one: string, more = `${one}s`) => `${count} ${count === 1 ? one : more}`;
const list = (items: readonly (string | number)[]) =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** 1500 as `1.5 ms`: the largest unit that makes at least one. */
export function describeMicroseconds(microseconds: number): string {
  if (microseconds < 1000) return `${microseconds} µs`;
  return microseconds < 1_000_000 ? `${microseconds / 1000} ms` : `${microseconds / 1_000_000} s`;
}

function framework(config: ModelConfig): Explanation {
  if (isEnsemble(config))
    return say('platform', `${config.name} is an ensemble: it runs other models one after another.`);
  const file = config.default_model_filename === '' ? '' : `, from ${config.default_model_filename}`;
  return say('backend', `${config.name} runs on backend ${config.backend || config.platform}${file}.`);
}

function versions({ version_policy: policy }: ModelConfig): Explanation {
  if (policy?.all !== undefined) return say('version_policy', 'Every version in the folder is served.');
  if (policy?.specific !== undefined) {
    const { versions: wanted } = policy.specific;
    return say(
      'version_policy',
      `Only ${wanted.length === 1 ? 'version' : 'versions'} ${list(wanted)} ${wanted.length === 1 ? 'is' : 'are'} served.`,
    );
  }
  const count = policy?.latest?.num_versions ?? 1;
  return say(
    'version_policy',
    count === 1 ? 'Only the newest version is served.' : `The ${count} newest versions are served.`,
  );
}

function takes(tensor: ModelInput, index: number, config: ModelConfig): Explanation {
  const optional = tensor.optional ? ' It may be left out.' : '';
  return say(`input[${index}]`, `Takes ${described(tensor, config)}.${inside(tensor)}${optional}`);
}

function gives(tensor: ModelOutput, index: number, config: ModelConfig): Explanation {
  const labels = tensor.label_filename === '' ? '' : ` ${tensor.label_filename} names its classes.`;
  return say(`output[${index}]`, `Gives ${described(tensor, config)}.${inside(tensor)}${labels}`);
}

function described({ name, data_type, dims }: ModelInput | ModelOutput, config: ModelConfig): string {
  const shape = config.max_batch_size > 0 ? `[${['N', ...dims].join(',')}]` : formatShape(dims);
  return `${name}: ${datatypeFromConfig(data_type) ?? data_type} ${shape}`;
}

const inside = ({ reshape }: ModelInput | ModelOutput) =>
  reshape === undefined ? '' : ` The model itself sees ${formatShape(reshape.shape)}.`;

function batchSize({ max_batch_size: size }: ModelConfig): Explanation {
  if (size === 0)
    return say(
      'max_batch_size',
      'Requests bring whole shapes; the server adds no batch dimension and joins nothing.',
    );
  return say(
    'max_batch_size',
    `A request may bring 1 to ${size} items: N is the batch dimension, which dims leave out.`,
  );
}

function dynamicBatching({
  dynamic_batching: batching,
  max_batch_size,
}: ModelConfig): readonly Explanation[] {
  if (batching === undefined) return [];
  const { preferred_batch_size: sizes, max_queue_delay_microseconds: delay } = batching;
  const wait =
    delay === 0 ? 'without waiting for more' : `and waits at most ${describeMicroseconds(delay)} for more`;
  const preferred = sizes.some((size) => size !== max_batch_size)
    ? ` Batches of ${list(sizes)} leave at once.`
    : '';
  return [
    say('dynamic_batching', `Joins requests into batches of up to ${max_batch_size}, ${wait}.${preferred}`),
    ...(batching.preserve_ordering
      ? [say('dynamic_batching.preserve_ordering', 'Answers leave in the order of their requests.')]
      : []),
    ...(batching.priority_levels > 0 ? [priorities(batching)] : []),
    ...queuePolicy(batching.default_queue_policy, 'dynamic_batching.default_queue_policy'),
  ];
}

function priorities({
  priority_levels: levels,
  default_priority_level: usual,
}: MessageOf<'ModelDynamicBatching'>): Explanation {
  return say(
    'dynamic_batching.priority_levels',
    `Requests have priority 1 to ${levels}, 1 first; ${usual} when they name none.`,
  );
}

function queuePolicy(
  policy: MessageOf<'ModelQueuePolicy'> | undefined,
  field: string,
): readonly Explanation[] {
  if (policy === undefined) return [];
  const { default_timeout_microseconds: timeout, max_queue_size: size, timeout_action } = policy;
  const outcome = timeout_action === 'DELAY' ? 'goes behind the others' : 'is refused';
  return [
    ...(timeout > 0
      ? [say(field, `A request that waited ${describeMicroseconds(timeout)} ${outcome}.`)]
      : []),
    ...(size > 0
      ? [say(field, `At most ${plural(size, 'request')} may wait; more are refused at once.`)]
      : []),
  ];
}

function sequences({ sequence_batching: batching }: ModelConfig): readonly Explanation[] {
  if (batching === undefined) return [];
  const way =
    batching.oldest === undefined
      ? 'each sequence keeps its place in the batch'
      : 'the oldest requests are batched first';
  const idle = describeMicroseconds(batching.max_sequence_idle_microseconds);
  return [
    say(
      'sequence_batching',
      `Keeps requests of a sequence together: ${way}. A sequence ends after ${idle} of silence.`,
    ),
  ];
}

function ensemble({ ensemble_scheduling: scheduling }: ModelConfig): readonly Explanation[] {
  return (scheduling?.step ?? []).map(({ model_name, model_version, input_map, output_map }, index) => {
    const version = model_version === -1 ? 'the newest version' : `version ${model_version}`;
    const flow = `${list(Object.values(input_map))} becomes ${list(Object.values(output_map))}`;
    return say(
      `ensemble_scheduling.step[${index}]`,
      `Step ${index + 1} runs ${model_name}, ${version}: ${flow}.`,
    );
  });
}

function instances(group: InstanceGroup, index: number, config: ModelConfig): Explanation {
  const { kind, count, gpus, passive } = group;
  const places = {
    KIND_CPU: 'on the CPU',
    KIND_GPU: gpus.length === 1 ? `on GPU ${gpus[0]}` : `on each of GPU ${list(gpus)}`,
    KIND_MODEL: 'where the model decides',
    KIND_AUTO: 'on a GPU if there is one',
  };
  const atOnce = config.max_batch_size > 0 ? plural(count, 'batch', 'batches') : plural(count, 'request');
  const use = passive
    ? ' They get no requests.'
    : ` ${count === 1 ? 'It works' : 'They work'} on ${atOnce} at a time.`;
  return say(`instance_group[${index}]`, `Runs ${plural(count, 'instance')} ${places[kind]}.${use}`);
}

function answers(config: ModelConfig): readonly Explanation[] {
  return [
    ...(config.model_transaction_policy?.decoupled === true
      ? [say('model_transaction_policy', 'A request may get several answers or none; ask over a stream.')]
      : []),
    ...(config.response_cache?.enable === true
      ? [say('response_cache', 'The same request again is answered from the cache, if the server has one.')]
      : []),
  ];
}

function warmup({ name, count }: MessageOf<'ModelWarmup'>, index: number): Explanation {
  return say(
    `model_warmup[${index}]`,
    `Every instance runs sample ${name || index} ${plural(Math.max(1, count), 'time')} before it is ready.`,
  );
}
