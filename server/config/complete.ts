import { datatypeToConfig } from '../tensors/datatype.ts';
import { batchingHint } from './batching-hint.ts';
import type { CompletedConfig } from './completion.ts';
import { completeInTurn, filled, unchanged } from './completion.ts';
import { errorAt } from './problem.ts';
import { messageDefaults } from './schema/typed.ts';
import type { ModelConfig, ModelInput, ModelOutput } from './schema/value.ts';
import type { ModelSignature, SignatureTensor } from './signature.ts';
import { describeShape } from './signature.ts';

/** What the server takes as the largest batch of a model that batches and says no number. */
export const DEFAULT_MAX_BATCH_SIZE = 4;

export interface CompletionOptions {
  /** `--backend-config=default-max-batch-size=N`. */
  readonly defaultMaxBatchSize?: number;
  /** Whether dims that are written tell if the model batches, as they do for TensorFlow. */
  readonly heedsDims?: boolean;
}

/**
 * Fills in what a model file tells: the largest batch, dynamic batching, and whichever of `input` and `output` is not
 * written at all. A configuration that lists both is taken as it is, as Triton does.
 */
export function completeConfig(
  config: ModelConfig,
  signature: ModelSignature,
  options: CompletionOptions = {},
): CompletedConfig {
  const takesInputs = config.input.length > 0 || config.batch_input.length > 0;
  if (takesInputs && config.output.length > 0) return unchanged(config);
  const hint = options.heedsDims === true ? batchingHint(config, signature) : 'none';
  if (hint === 'contradiction') return unchanged(config, [contradiction(config)]);
  const size = options.defaultMaxBatchSize ?? DEFAULT_MAX_BATCH_SIZE;
  return completeInTurn(config, [
    (known) => (hint === 'written' ? unchanged(known) : completeBatching(known, signature, size)),
    (known) => completeInputs(known, signature),
    (known) => completeOutputs(known, signature),
  ]);
}

function contradiction({ name }: ModelConfig) {
  const message = `unable to autofill for '${name}', model tensor configurations are contradicting each other in terms of whether batching is supported`;
  return errorAt('', message, {
    nextStep: 'Leave the batch dimension out of the dims of every tensor, or of none.',
  });
}

/** A model batches when every input and every output begins with an open dimension. */
export function takesBatches({ inputs, outputs }: ModelSignature): boolean {
  return [...inputs, ...outputs].every(({ shape }) => shape[0] === -1);
}

function completeBatching(
  config: ModelConfig,
  signature: ModelSignature,
  defaultSize: number,
): CompletedConfig {
  if (!takesBatches(signature)) {
    return config.max_batch_size === 0
      ? unchanged(config)
      : unchanged(config, [cannotBatch(config, signature)]);
  }
  return completeInTurn(config, [
    (known) => (known.max_batch_size === 0 ? fillBatchSize(known, defaultSize) : unchanged(known)),
    (known) => (needsBatcher(known) ? fillBatcher(known) : unchanged(known)),
  ]);
}

function cannotBatch(config: ModelConfig, signature: ModelSignature) {
  const fixed = [...signature.inputs, ...signature.outputs].find(({ shape }) => shape[0] !== -1);
  const message = `autofill failed for model '${config.name}': model does not support batching while non-zero max_batch_size is specified`;
  const shape =
    fixed === undefined
      ? ''
      : ` "${fixed.name}" is ${describeShape(fixed)} in the model file, with no open first dimension.`;
  return errorAt('max_batch_size', message, {
    suggestion: '0',
    nextStep: `Write max_batch_size: 0.${shape}`,
  });
}

function fillBatchSize(config: ModelConfig, size: number): CompletedConfig {
  const why = `Every input and output begins with an open dimension, so the model takes batches; ${size} is the server's default.`;
  return filled(config, 'max_batch_size', size, why, String(size));
}

function needsBatcher(config: ModelConfig): boolean {
  return (
    config.max_batch_size > 1 &&
    config.dynamic_batching === undefined &&
    config.sequence_batching === undefined
  );
}

function fillBatcher(config: ModelConfig): CompletedConfig {
  const why = 'The model takes batches and no scheduler is written.';
  return filled(config, 'dynamic_batching', messageDefaults('ModelDynamicBatching'), why, '{ }');
}

function completeInputs(config: ModelConfig, { inputs }: ModelSignature): CompletedConfig {
  if (config.input.length > 0 || config.batch_input.length > 0) return unchanged(config);
  const declared = inputs.map(
    (tensor): ModelInput => ({
      ...messageDefaults('ModelInput'),
      ...declarationOf(tensor, config.max_batch_size),
      optional: tensor.optional === true && config.max_batch_size === 0,
    }),
  );
  return filled(config, 'input', declared, 'Taken from the model file.', summaryOf(declared));
}

function completeOutputs(config: ModelConfig, { outputs }: ModelSignature): CompletedConfig {
  if (config.output.length > 0) return unchanged(config);
  const declared = outputs.map(
    (tensor): ModelOutput => ({
      ...messageDefaults('ModelOutput'),
      ...declarationOf(tensor, config.max_batch_size),
    }),
  );
  return filled(config, 'output', declared, 'Taken from the model file.', summaryOf(declared));
}

/** How a config declares a tensor of the model: without the batch dimension, and a scalar as [1] with a reshape. */
export function declarationOf(tensor: SignatureTensor, maxBatchSize: number) {
  const dims = maxBatchSize > 0 ? tensor.shape.slice(1) : tensor.shape;
  const data_type = datatypeToConfig(tensor.datatype);
  if (dims.length > 0) return { name: tensor.name, data_type, dims };
  return { name: tensor.name, data_type, dims: [1], reshape: { shape: [] } };
}

function summaryOf(tensors: readonly (ModelInput | ModelOutput)[]): string {
  return tensors.map(({ name, data_type, dims }) => `${name} ${data_type} [${dims.join(', ')}]`).join('; ');
}
