import { readConfig } from '../config/read.ts';
import type { ConfigValue, ModelConfig } from '../config/schema/value.ts';
import type { ModelSignature } from '../config/signature.ts';
import { setField } from '../config/text/edits.ts';
import { applyEdits } from '../config/text/text-edit.ts';
import { chooseVersions } from '../config/version-policy.ts';

export interface BatchingConfig {
  /** What the new version takes and gives. */
  readonly signature: ModelSignature;
  readonly maxBatchSize: number;
  readonly version: number;
  /** The versions that are there already; they still have a fixed batch. */
  readonly others: readonly number[];
}

/**
 * The configuration that lets the server join requests for a version whose batch axis is free: dims without it,
 * max_batch_size, dynamic batching. Versions with a fixed batch cannot be served beside it and leave the policy.
 * @param text the configuration as written, comments and all
 */
export function batchingConfig(text: string, change: BatchingConfig): string {
  const { config } = readConfig(text);
  const { signature, maxBatchSize, version, others } = change;
  let changed = set(text, 'max_batch_size', maxBatchSize);
  changed = withoutBatch(changed, 'input', config, signature.inputs);
  changed = withoutBatch(changed, 'output', config, signature.outputs);
  if (!/^\s*dynamic_batching\b/m.test(changed)) changed = set(changed, 'dynamic_batching', {});
  const { versions } = chooseVersions(config.version_policy, [...others, version]);
  const alone = versions.length === 1 && versions[0] === version;
  return alone ? changed : set(changed, 'version_policy', { specific: { versions: [version] } });
}

function withoutBatch(
  text: string,
  field: 'input' | 'output',
  config: ModelConfig,
  tensors: ModelSignature['inputs'],
): string {
  return config[field].reduce((changed, { name, dims }, index) => {
    const whole = tensors.find((tensor) => tensor.name === name)?.shape.length;
    return config.max_batch_size === 0 && dims.length === whole
      ? set(changed, `${field}[${index}].dims`, dims.slice(1))
      : changed;
  }, text);
}

function set(text: string, path: string, value: ConfigValue): string {
  return applyEdits(text, setField(readConfig(text).document, path, value));
}
