import { datatypeToConfig } from '../tensors/datatype.ts';
import { checkShape } from './check-shape.ts';
import { declarationOf } from './complete.ts';
import { nearestName } from './nearest.ts';
import type { Finding, Remedy } from './problem.ts';
import { errorAt } from './problem.ts';
import type { ModelConfig, ModelInput, ModelOutput } from './schema/value.ts';
import type { ModelSignature, SignatureTensor } from './signature.ts';
import { describeShape } from './signature.ts';

/**
 * Everything in which a completed configuration and the model file contradict each other: tensors one of them does not
 * know, datatypes, shapes, and the batch dimension with both shapes side by side.
 */
export function checkAgainstSignature(config: ModelConfig, signature: ModelSignature): readonly Finding[] {
  return [
    ...checkInputCount(config, signature),
    ...checkTensors(config, config.input, 'input', signature.inputs),
    ...checkTensors(config, config.output, 'output', signature.outputs),
    ...checkOptional(config, signature),
  ];
}

/** Inputs that reach the model without being listed under `input`: control tensors, states, and batch inputs. */
function suppliedInputs({ sequence_batching, batch_input }: ModelConfig): readonly string[] {
  return [
    ...(sequence_batching?.control_input ?? []).map(({ name }) => name),
    ...(sequence_batching?.state ?? []).map(({ input_name }) => input_name),
    ...batch_input.flatMap(({ target_name }) => target_name),
  ];
}

/** A config may leave out outputs and inputs that have a value of their own, and nothing else. */
function checkInputCount(config: ModelConfig, { inputs }: ModelSignature): readonly Finding[] {
  const declared = [...config.input.map(({ name }) => name), ...suppliedInputs(config)];
  const missing = inputs.filter(({ name, optional }) => optional !== true && !declared.includes(name));
  if (missing.length === 0) return [];
  const message = `unable to load model '${config.name}', configuration expects ${declared.length} inputs, model provides ${inputs.length}`;
  const list = missing.map(
    (tensor) => `"${tensor.name}" (${datatypeToConfig(tensor.datatype)} ${describeShape(tensor)})`,
  );
  const remedies = missing.map((tensor) => addInput(tensor, config));
  return [errorAt('input', message, { nextStep: `Add ${list.join(', ')}.`, remedies })];
}

function addInput(tensor: SignatureTensor, config: ModelConfig): Remedy {
  const value = declarationOf(tensor, config.max_batch_size);
  return { title: `Add input "${tensor.name}"`, changes: [{ kind: 'add', field: 'input', value }] };
}

type Declared = ModelInput | ModelOutput;
type Direction = 'input' | 'output';

function checkTensors(
  config: ModelConfig,
  declared: readonly Declared[],
  direction: Direction,
  known: readonly SignatureTensor[],
): readonly Finding[] {
  return declared.flatMap((tensor, index) => {
    const field = `${direction}[${index}]`;
    const match = known.find(({ name }) => name === tensor.name);
    if (match === undefined) return [unexpected(tensor, field, direction, known)];
    return [
      ...checkType(config, tensor, field, direction, match),
      ...checkShape(config, tensor, field, match),
    ];
  });
}

function unexpected(
  { name }: Declared,
  field: string,
  direction: Direction,
  known: readonly SignatureTensor[],
): Finding {
  const allowed = known.map((tensor) => tensor.name);
  const message = `unexpected inference ${direction} '${name}', allowed ${direction}s are: ${allowed.join(', ')}`;
  const suggestion = nearestName(name, allowed) ?? (allowed.length === 1 ? allowed[0] : undefined);
  return errorAt(
    `${field}.name`,
    message,
    suggestion === undefined ? {} : { suggestion: JSON.stringify(suggestion) },
  );
}

function checkType(
  config: ModelConfig,
  tensor: Declared,
  field: string,
  direction: Direction,
  model: SignatureTensor,
): readonly Finding[] {
  const provided = datatypeToConfig(model.datatype);
  if (tensor.data_type === provided || tensor.data_type === 'TYPE_INVALID') return [];
  const message =
    `unable to load model '${config.name}', configuration expects datatype ${tensor.data_type} for ${direction} ` +
    `'${tensor.name}', model provides ${provided}`;
  return [errorAt(`${field}.data_type`, message, { suggestion: provided })];
}

/** Only an input with a value of its own can be optional, and only where nothing is batched. */
function checkOptional(config: ModelConfig, { inputs }: ModelSignature): readonly Finding[] {
  return config.input.flatMap(({ name, optional }, index) => {
    const model = inputs.find((tensor) => tensor.name === name);
    if (!optional || model === undefined || (model.optional === true && config.max_batch_size === 0))
      return [];
    const reason =
      model.optional === true
        ? 'optional inputs need max_batch_size 0'
        : 'the model file has no value of its own for it';
    const message = `model '${config.name}', input '${name}' cannot be optional: ${reason}`;
    return [errorAt(`input[${index}].optional`, message, { suggestion: 'false' })];
  });
}
