import type { ModelConfig, ModelInput, ModelOutput } from '../config/schema/value.ts';
import type { ModelFolder } from '../repository/model-folder.ts';
import { readLabels } from '../repository/labels.ts';
import type { ModelSpec, TensorSpec } from '../scheduling/tensor-spec.ts';
import { datatypeFromConfig } from '../tensors/datatype.ts';
import { LoadError } from './load-error.ts';

/** What requests to a model are held against, from its effective configuration. */
export async function modelSpec(folder: ModelFolder, config: ModelConfig): Promise<ModelSpec> {
  const { name: modelName, max_batch_size: maxBatchSize } = config;
  const inputs = config.input.map((input) => ({
    ...tensorSpec(input, maxBatchSize),
    optional: input.optional,
  }));
  const outputs = config.output.map(async (output) => ({
    ...tensorSpec(output, maxBatchSize),
    ...(await labelsOf(folder, output)),
  }));
  return { modelName, maxBatchSize, inputs, outputs: await Promise.all(outputs) };
}

function tensorSpec(tensor: ModelInput | ModelOutput, maxBatchSize: number): TensorSpec {
  const datatype = datatypeFromConfig(tensor.data_type);
  if (datatype === undefined) {
    throw new LoadError(
      'configuration',
      `Tensor '${tensor.name}' has no data_type that can be served: ${tensor.data_type}.`,
    );
  }
  return {
    name: tensor.name,
    datatype,
    shape: maxBatchSize > 0 ? [-1, ...tensor.dims] : tensor.dims,
    ...(tensor.reshape !== undefined && { reshape: tensor.reshape.shape }),
    optional: false,
  };
}

async function labelsOf(
  folder: ModelFolder,
  output: ModelOutput,
): Promise<Pick<TensorSpec, 'labels' | 'labelFile'>> {
  if (output.label_filename === '') return {};
  return { labels: await readLabels(folder.path, output.label_filename), labelFile: output.label_filename };
}
