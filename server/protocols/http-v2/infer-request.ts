import { InferdeckError, invalidArgument, messageOf } from '../../errors.ts';
import type { InferenceRequest, ParameterValue } from '../../scheduling/inference.ts';
import { bytesFromJson } from '../../tensors/json-tensor.ts';
import { integerOf, parseJsonText } from '../../tensors/json-text.ts';
import { type Datatype, isDatatype } from '../../tensors/datatype.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import { inputShape } from '../v2/input-shape.ts';
import { requestParameters } from '../v2/request-parameters.ts';
import type { Body } from './body.ts';

/** How the caller wants one output delivered. */
export interface OutputForm {
  readonly name: string;
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

type JsonObject = Readonly<Record<string, unknown>>;
const decoder = new TextDecoder();
const NO_PARAMETERS: JsonObject = {};

/**
 * Reads the body of an infer call.
 * @throws InferdeckError naming the field or the tensor that cannot be read
 */
export function readInferCall(body: Body, modelName: string): InferCall {
  const request = objectIn(parseHead(body.head), 'request');
  const parameters = parametersIn(request);
  return {
    id: optionalText(request, 'id'),
    inputs: readInputs(listIn(request, 'inputs'), body, modelName),
    outputs: (request['outputs'] === undefined ? [] : listIn(request, 'outputs')).map(readOutput),
    parameters: readParameters(parameters),
    binaryByDefault: parameters['binary_data_output'] === true,
  };
}

function parseHead(head: Uint8Array): unknown {
  try {
    return parseJsonText(decoder.decode(head));
  } catch (error) {
    const message = messageOf(error);
    // Which byte it was is told only for some mistakes.
    const offset = /position (\d+)/.exec(message)?.[1];
    const place = offset === undefined ? '' : ` at ${offset}`;
    const reason = message.replace(/,? (?:"[\s\S]*" is not valid JSON|in JSON at position[\s\S]*)$/, '');
    throw new InferdeckError('internal', `failed to parse the request JSON buffer: ${reason}${place}`);
  }
}

function readInputs(inputs: readonly unknown[], body: Body, modelName: string): Tensor[] {
  let at = 0;
  const tensors = inputs.map((value) => {
    const input = objectIn(value, 'inputs');
    const name = textIn(input, 'name');
    const shape = shapeIn(input, name);
    const datatype = datatypeIn(input);
    const size = binarySizeOf(input, name);
    if (size === undefined) {
      return { name, datatype, shape, data: bytesFromJson(name, datatype, shape, input['data']) };
    }
    const data = body.tail.subarray(at, at + size);
    if (data.length < size) {
      throw invalidArgument(
        `unexpected size for input '${name}', expecting ${size - data.length} additional bytes for model '${modelName}'`,
      );
    }
    at += size;
    return { name, datatype, shape, data };
  });
  if (at < body.tail.length)
    throw invalidArgument(`unexpected additional input data for model '${modelName}'`);
  return tensors;
}

/** Bytes of the input after the JSON part, or undefined when its data is in the JSON. */
function binarySizeOf(input: JsonObject, name: string): number | undefined {
  const size = parametersIn(input)['binary_data_size'];
  const hasData = input['data'] !== undefined;
  if (hasData !== (size !== undefined)) {
    if (size === undefined) return undefined;
    if (typeof size === 'number' && Number.isSafeInteger(size) && size >= 0) return size;
    throw unreadable('binary_data_size', 'attempt to access JSON non-unsigned-integer as unsigned-integer');
  }
  const but = hasData ? "set 'data' and 'binary_data_size' in 'parameters'" : 'no field is set';
  throw invalidArgument(
    "Input must set only one of the following fields: 'data', 'binary_data_size' in 'parameters'," +
      ` 'shared_memory_region' in 'parameters'. But ${but} for input '${name}'`,
  );
}

function shapeIn(input: JsonObject, name: string): number[] {
  const extents = listIn(input, 'shape').map((extent) => {
    if (typeof extent === 'number' && Number.isSafeInteger(extent) && extent >= 0) return extent;
    throw unreadable('shape', 'attempt to access JSON non-unsigned-integer as unsigned-integer');
  });
  return inputShape(name, extents);
}

function datatypeIn(input: JsonObject): Datatype {
  const name = textIn(input, 'datatype');
  if (isDatatype(name)) return name;
  throw invalidArgument(`invalid datatype for input '${String(input['name'])}': '${name}'`);
}

function readOutput(value: unknown): OutputForm {
  const output = objectIn(value, 'outputs');
  const binary = parametersIn(output)['binary_data'];
  return { name: textIn(output, 'name'), binary: typeof binary === 'boolean' ? binary : undefined };
}

function readParameters(parameters: JsonObject): InferenceRequest['parameters'] {
  const entries = Object.entries(parameters).filter(([key]) => key !== 'binary_data_output');
  return requestParameters(entries.map(([key, value]) => [key, parameterValue(key, value)] as const));
}

function parameterValue(key: string, value: unknown): ParameterValue {
  const wide = typeof value === 'string' ? integerOf(value) : undefined;
  if (wide !== undefined) return wide;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw invalidArgument(
    `parameter '${key}' has invalid type. It should be either 'int', 'bool', or 'string'.`,
  );
}

function parametersIn(object: JsonObject): JsonObject {
  return object['parameters'] === undefined ? NO_PARAMETERS : objectIn(object['parameters'], 'parameters');
}

function unreadable(field: string, reason: string): InferdeckError {
  return new InferdeckError('internal', `Unable to parse '${field}': ${reason}`);
}

function objectIn(value: unknown, field: string): JsonObject {
  if (isObject(value)) return value;
  throw unreadable(field, 'attempt to access JSON non-object as object');
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listIn(object: JsonObject, field: string): readonly unknown[] {
  const value = object[field];
  if (Array.isArray(value)) return value;
  throw unreadable(
    field,
    value === undefined
      ? `attempt to access non-existing object member '${field}'`
      : 'attempt to access JSON non-array as array',
  );
}

function textIn(object: JsonObject, field: string): string {
  const value = optionalText(object, field);
  if (value === undefined) throw unreadable(field, `attempt to access non-existing object member '${field}'`);
  return value;
}

function optionalText(object: JsonObject, field: string): string | undefined {
  const value = object[field];
  if (value === undefined || typeof value === 'string') return value;
  throw unreadable(field, 'attempt to access JSON non-string as string');
}
