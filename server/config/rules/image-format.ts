import type { Finding, Remedy } from '../problem.ts';
import { errorAt } from '../problem.ts';
import type { ModelConfig, ModelInput } from '../schema/value.ts';

/** An image layout names three dims. Four usually hold a batch dimension, which the layout does not count. */
export function imageFormat(input: ModelInput, field: string, config: ModelConfig): readonly Finding[] {
  if (input.format === 'FORMAT_NONE' || input.dims.length === 3 || input.dims.length === 0) return [];
  const message = `model input NHWC/NCHW require 3 dims for ${config.name}`;
  const remedies = [...(input.dims.length === 4 ? [dropFirst(input, field)] : []), removeFormat(field)];
  return [errorAt(`${field}.format`, message, { nextStep: nextStep(input, config), remedies })];
}

function nextStep({ format, dims }: ModelInput, { max_batch_size }: ModelConfig): string {
  if (dims.length !== 4) return `Remove format, or write the three dims that ${format} names.`;
  const inner = dims.slice(1).join(', ');
  const open =
    max_batch_size > 0
      ? ''
      : ' and max_batch_size: 1 or more, if the model file leaves the first dimension open';
  return (
    `${format} describes one image: write dims: [${inner}]${open}. Where the file fixes the first dimension at ` +
    `${dims[0]}, remove format instead; it only describes the tensor.`
  );
}

function dropFirst({ dims }: ModelInput, field: string): Remedy {
  const inner = dims.slice(1);
  return {
    title: `Write dims: [${inner.join(', ')}]`,
    changes: [{ kind: 'set', field: `${field}.dims`, value: inner }],
  };
}

const removeFormat = (field: string): Remedy => ({
  title: 'Remove format',
  changes: [{ kind: 'remove', field: `${field}.format` }],
});
