import type { Shape } from '../../tensors/shape.ts';
import { elementCount } from '../../tensors/shape.ts';
import type { Finding } from '../problem.ts';
import { errorAt } from '../problem.ts';
import type { ModelConfig, ModelInput, ModelOutput } from '../schema/value.ts';
import type { Rule } from './rule.ts';
import { present, repeats } from './rule.ts';

const TENSORRT = 'tensorrt_plan';

/** Inputs and outputs, each by itself. */
export const tensorRules: Rule = (config) => [
  ...config.input.flatMap((input, index) => inputRules(input, `input[${index}]`, config)),
  ...config.output.flatMap((output, index) => tensorFaults(output, `output[${index}]`, 'output', config)),
  ...duplicates(config.input, 'input', config),
  ...duplicates(config.output, 'output', config),
];

function inputRules(input: ModelInput, field: string, config: ModelConfig): readonly Finding[] {
  const isImage = input.format !== 'FORMAT_NONE';
  return [
    ...tensorFaults(input, field, 'input', config),
    ...present(
      isImage && input.dims.length !== 3 && input.dims.length > 0 && notThreeDims(input, field, config),
    ),
  ];
}

/** Four dims usually hold a batch dimension, which the format does not count. */
function notThreeDims(input: ModelInput, field: string, config: ModelConfig) {
  const { dims, format } = input;
  const inner = dims.slice(1).join(', ');
  const batched =
    config.max_batch_size > 0
      ? ''
      : ' and max_batch_size: 1 or more, if the model file leaves the first dimension open';
  const nextStep =
    dims.length === 4
      ? `${format} describes one image: write dims: [${inner}]${batched}. Where the file fixes the first dimension at ${dims[0]}, remove format instead; it only describes the tensor.`
      : `Remove format, or write the three dims that ${format} names.`;
  return errorAt(`${field}.format`, `model input NHWC/NCHW require 3 dims for ${config.name}`, { nextStep });
}

type Direction = 'input' | 'output';

function tensorFaults(
  tensor: ModelInput | ModelOutput,
  field: string,
  direction: Direction,
  config: ModelConfig,
): readonly Finding[] {
  const end = ` for ${config.name}`;
  if (tensor.name === '') return [errorAt(`${field}.name`, `model ${direction} must specify 'name'${end}`)];
  const about = `model ${direction} '${tensor.name}'`;
  const { dims, data_type } = tensor;
  const isTensorRt = config.platform === TENSORRT;
  return [
    ...present(
      data_type === 'TYPE_INVALID' &&
        errorAt(`${field}.data_type`, `${about} must specify 'data_type'${end}`),
      dims.length === 0 && errorAt(`${field}.dims`, `${about} must specify 'dims'${end}`),
      !dims.every(isExtent) &&
        errorAt(
          `${field}.dims`,
          `${about} dimension must be integer >= 1, or -1 to indicate a variable-size dimension${end}`,
        ),
      tensor.is_shape_tensor &&
        !isTensorRt &&
        errorAt(`${field}.is_shape_tensor`, `shape tensors are only supported for TensorRT platform${end}`),
      tensor.is_non_linear_format_io &&
        !isTensorRt &&
        errorAt(
          `${field}.is_non_linear_format_io`,
          `Non-linear IO format is only supported for the TensorRT platform${end}`,
        ),
    ),
    ...reshapeFaults(tensor, field, about, config),
  ];
}

const isExtent = (dim: number) => dim >= 1 || dim === -1;

function reshapeFaults(
  tensor: ModelInput | ModelOutput,
  field: string,
  about: string,
  config: ModelConfig,
): readonly Finding[] {
  const shape = tensor.reshape?.shape;
  if (shape === undefined) return [];
  const at = `${field}.reshape`;
  const end = ` for ${config.name}`;
  if (!shape.every(isExtent)) {
    return [
      errorAt(
        at,
        `${about} reshape dimensions must be integer >= 1, or -1 to indicate a variable-size dimension${end}`,
      ),
    ];
  }
  return present(
    shape.length === 0 &&
      config.max_batch_size === 0 &&
      errorAt(
        at,
        `${about} cannot have empty reshape for non-batching model as scalar tensors are not supported${end}`,
      ),
    openDims(shape) !== openDims(tensor.dims) &&
      errorAt(at, `${about} has different number of variable-size dimensions for dims and reshape${end}`),
    fixedElements(shape) !== fixedElements(tensor.dims) &&
      errorAt(at, `${about} has different size for dims and reshape${end}`),
  );
}

const openDims = (shape: Shape) => shape.filter((dim) => dim === -1).length;
const fixedElements = (shape: Shape) => elementCount(shape.filter((dim) => dim !== -1));

function duplicates(
  tensors: readonly (ModelInput | ModelOutput)[],
  direction: Direction,
  { name }: ModelConfig,
): readonly Finding[] {
  const names = tensors.map((tensor) => tensor.name);
  return repeats(names)
    .filter((index) => names[index] !== '')
    .map((index) =>
      errorAt(
        `${direction}[${index}].name`,
        `model ${direction} '${names[index]}' is declared twice for ${name}`,
      ),
    );
}
