import { completeConfig } from './complete.ts';
import type { ModelFolder } from './context.ts';
import { identify } from './identify.ts';
import { messageDefaults } from './schema/typed.ts';
import type { ModelConfig, ModelOutput } from './schema/value.ts';
import type { ModelSignature } from './signature.ts';
import { writeConfig } from './text/write.ts';

export interface GenerateOptions {
  readonly defaultMaxBatchSize?: number;
}

/**
 * A config.pbtxt for a model that has none: what the server would have worked out for itself, written down to be
 * changed. A label file in the folder goes to the output that can only be the one with the classes.
 */
export function generateConfig(
  signature: ModelSignature,
  folder: ModelFolder,
  options: GenerateOptions = {},
): string {
  const { config: named } = identify(messageDefaults('ModelConfig'), folder);
  const { config } = completeConfig(named, signature, options);
  return `# Written from ${named.default_model_filename || 'the model file'}; everything here may be changed.\n${writeConfig(withLabels(short(config), folder))}`;
}

/** The backend says all that the platform and the usual file name say. */
function short(config: ModelConfig): ModelConfig {
  return { ...config, platform: '', default_model_filename: '' };
}

function withLabels(config: ModelConfig, { files = [] }: ModelFolder): ModelConfig {
  const labels = files.filter((file) => /label.*\.txt$/i.test(file));
  const [file] = labels;
  const classes = config.output.filter(hasClasses);
  if (file === undefined || labels.length > 1 || classes.length !== 1) return config;
  const output = config.output.map(
    (tensor): ModelOutput => (hasClasses(tensor) ? { ...tensor, label_filename: file } : tensor),
  );
  return { ...config, output };
}

/** Scores for classes: a row of several floats. */
function hasClasses({ dims, data_type }: ModelOutput): boolean {
  return (
    data_type === 'TYPE_FP32' &&
    (dims.at(-1) ?? 0) > 1 &&
    dims.slice(0, -1).every((dim) => dim === 1 || dim === -1)
  );
}
