import { readConfig } from '../config/read.ts';
import type { ConfigValue } from '../config/schema/value.ts';
import { setField } from '../config/text/edits.ts';
import { applyEdits } from '../config/text/text-edit.ts';
import type { TunedConfig } from './served-model.ts';
import type { Setting } from './setting.ts';

const THREADS = 'intra_op_thread_count';

/** A configuration in its JSON form with a setting in place of its own. A model without a batch axis gets no batching. */
export function withSetting(config: TunedConfig, setting: Setting): TunedConfig {
  const { instances, maxBatchSize, preferredSizes, delayUs, threads } = setting;
  const batching = config.max_batch_size > 0 && {
    max_batch_size: maxBatchSize,
    dynamic_batching: {
      preferred_batch_size: preferredSizes,
      max_queue_delay_microseconds: delayUs,
    },
  };
  return {
    ...config,
    ...batching,
    instance_group: [{ count: instances, kind: 'KIND_CPU' }],
    parameters: {
      ...config.parameters,
      ...(threads > 0 && { [THREADS]: { string_value: String(threads) } }),
    },
  };
}

/** The text of a configuration with a setting in place of its own; every other byte stays. */
export function writeSetting(text: string, setting: Setting): string {
  const { instances, maxBatchSize, preferredSizes, delayUs, threads } = setting;
  const batches = maxBatchSize > 0;
  const edits: readonly (readonly [string, ConfigValue])[] = [
    ...(batches ? ([['max_batch_size', maxBatchSize]] as const) : []),
    ...(batches
      ? ([
          [
            'dynamic_batching',
            {
              ...(preferredSizes.length > 0 && { preferred_batch_size: preferredSizes }),
              ...(delayUs > 0 && { max_queue_delay_microseconds: delayUs }),
            },
          ],
        ] as const)
      : []),
    ['instance_group', [{ count: instances, kind: 'KIND_CPU' }]],
    ...(threads > 0 ? ([[`parameters["${THREADS}"].string_value`, String(threads)]] as const) : []),
  ];
  return edits.reduce(
    (changed, [path, value]) => applyEdits(changed, setField(readConfig(changed).document, path, value)),
    text,
  );
}
