import { declarationOf } from '../complete.ts';
import type { ConfigContext } from '../context.ts';
import type { FieldChange, Finding, Remedy } from '../problem.ts';
import { errorAt } from '../problem.ts';
import type { ModelConfig, ModelInput, ModelOutput } from '../schema/value.ts';
import { imageFormat } from './image-format.ts';
import { isExtent, reshapeFaults } from './reshape.ts';
import type { Rule } from './rule.ts';
import { present, repeats } from './rule.ts';

const TENSORRT = 'tensorrt_plan';

/** Inputs and outputs, each by itself. */
export const tensorRules: Rule = (config, context) => [
  ...config.input.flatMap((input, index) => [
    ...tensorFaults(input, `input[${index}]`, 'input', config, context),
    ...imageFormat(input, `input[${index}]`, config),
  ]),
  ...config.output.flatMap((output, index) =>
    tensorFaults(output, `output[${index}]`, 'output', config, context),
  ),
  ...duplicates(config.input, 'input', config),
  ...duplicates(config.output, 'output', config),
];

type Tensor = ModelInput | ModelOutput;
type Direction = 'input' | 'output';

function tensorFaults(
  tensor: Tensor,
  field: string,
  direction: Direction,
  config: ModelConfig,
  context: ConfigContext,
): readonly Finding[] {
  if (tensor.name === '')
    return [errorAt(`${field}.name`, `model ${direction} must specify 'name' for ${config.name}`)];
  return [
    ...declaration(tensor, field, direction, config, context),
    ...reshapeFaults(tensor, field, aboutOf(tensor, direction), config),
    ...(config.platform === TENSORRT ? [] : tensorRtOnly(tensor, field, config)),
  ];
}

const aboutOf = ({ name }: Tensor, direction: Direction) => `model ${direction} '${name}'`;

/** Type and dims must be written, and the model file, where it is known, says which. */
function declaration(
  tensor: Tensor,
  field: string,
  direction: Direction,
  config: ModelConfig,
  context: ConfigContext,
): readonly Finding[] {
  const about = aboutOf(tensor, direction);
  const end = ` for ${config.name}`;
  const known = context.signature?.[`${direction}s`].find(({ name }) => name === tensor.name);
  const wanted = known && declarationOf(known, config.max_batch_size);
  const remedies = (name: 'data_type' | 'dims') =>
    wanted === undefined ? {} : { remedies: [fromModel(field, name, wanted)] };
  return present(
    tensor.data_type === 'TYPE_INVALID' &&
      errorAt(`${field}.data_type`, `${about} must specify 'data_type'${end}`, remedies('data_type')),
    tensor.dims.length === 0 &&
      errorAt(`${field}.dims`, `${about} must specify 'dims'${end}`, remedies('dims')),
    !tensor.dims.every(isExtent) &&
      errorAt(
        `${field}.dims`,
        `${about} dimension must be integer >= 1, or -1 to indicate a variable-size dimension${end}`,
      ),
  );
}

function fromModel(
  field: string,
  name: 'data_type' | 'dims',
  wanted: ReturnType<typeof declarationOf>,
): Remedy {
  const changes: FieldChange[] = [{ kind: 'set', field: `${field}.${name}`, value: wanted[name] }];
  if (name === 'dims' && wanted.reshape !== undefined)
    changes.push({ kind: 'set', field: `${field}.reshape`, value: wanted.reshape });
  return { title: `Take ${name} from the model file`, changes };
}

function tensorRtOnly(tensor: Tensor, field: string, { name }: ModelConfig): readonly Finding[] {
  return present(
    tensor.is_shape_tensor &&
      errorAt(
        `${field}.is_shape_tensor`,
        `shape tensors are only supported for TensorRT platform for ${name}`,
        { suggestion: 'false' },
      ),
    tensor.is_non_linear_format_io &&
      errorAt(
        `${field}.is_non_linear_format_io`,
        `Non-linear IO format is only supported for the TensorRT platform for ${name}`,
        {
          suggestion: 'false',
        },
      ),
  );
}

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
