import { invalidArgument } from '../../errors.ts';
import type { InferenceRequest, ParameterValue } from '../../scheduling/inference.ts';
import { integerOf } from '../../tensors/json-text.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import { requestParameters } from '../v2/request-parameters.ts';
import type { RequestedOutput } from '../v2/requested-output.ts';
import { type InputSources, readInputs } from './infer-inputs.ts';
import {
  type JsonObject,
  listIn,
  objectIn,
  optionalSize,
  optionalText,
  parametersIn,
  parseBody,
  textIn,
} from './json-fields.ts';
import { regionSliceIn } from './region-slice.ts';

/** How the caller wants one output. */
export interface OutputForm extends RequestedOutput {
  /** Undefined: as the whole request says. */
  readonly binary: boolean | undefined;
}

/** An infer call as it was written: the request itself, and how its answer shall look. */
export interface InferCall {
  readonly id: string | undefined;
  readonly inputs: readonly Tensor[];
  readonly parameters: InferenceRequest['parameters'];
  readonly outputs: readonly OutputForm[];
  readonly binaryByDefault: boolean;
}

/**
 * Reads the body of an infer call.
 * @throws InferdeckError naming the field or the tensor that cannot be read
 */
export function readInferCall(sources: InputSources, modelName: string): InferCall {
  const request = objectIn(parseBody(sources.body.head), 'request');
  const parameters = parametersIn(request);
  return {
    id: optionalText(request, 'id'),
    inputs: readInputs(request, sources, modelName),
    outputs: (request['outputs'] === undefined ? [] : listIn(request, 'outputs')).map(readOutput),
    parameters: callParameters(parameters),
    binaryByDefault: parameters['binary_data_output'] === true,
  };
}

/** Those for the core and the model; how the answer shall look is none of their business. */
function callParameters(parameters: JsonObject): InferenceRequest['parameters'] {
  const { binary_data_output: _, ...others } = parameters;
  return requestParameters(parameterEntries(others));
}

function readOutput(value: unknown): OutputForm {
  const output = objectIn(value, 'outputs');
  const parameters = parametersIn(output);
  const { binary_data: binary } = parameters;
  const classes = optionalSize(parameters, 'classification') ?? 0;
  const region = regionSliceIn(parameters);
  if (region !== undefined && binary === true) {
    throw invalidArgument("Output can't set both 'shared_memory_region' and 'binary_data'");
  }
  return {
    name: textIn(output, 'name'),
    binary: typeof binary === 'boolean' ? binary : undefined,
    ...(classes > 0 && { classes }),
    ...(region !== undefined && { region }),
  };
}

/** @throws InferdeckError when one is a list or an object */
export function parameterEntries(parameters: JsonObject): (readonly [string, ParameterValue])[] {
  return Object.entries(parameters).map(([key, value]) => [key, parameterValue(key, value)] as const);
}

function parameterValue(key: string, value: unknown): ParameterValue {
  const wide = typeof value === 'string' ? integerOf(value) : undefined;
  if (wide !== undefined) return wide;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw invalidArgument(
    `parameter '${key}' has invalid type. It should be either 'int', 'bool', or 'string'.`,
  );
}
