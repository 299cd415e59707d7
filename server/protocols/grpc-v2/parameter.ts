import { create } from '@bufbuild/protobuf';
import { invalidArgument } from '../../errors.ts';
import type { ParameterValue } from '../../scheduling/inference.ts';
import type { RegionSlice } from '../v2/shared-memory/system-regions.ts';
import { type InferParameter, InferParameterSchema } from './generated/grpc_service_pb.ts';

type Choice = NonNullable<InferParameter['parameterChoice']['case']>;
type Parameters = Readonly<Record<string, InferParameter>>;

const NAMES: Readonly<Record<Choice, string>> = {
  boolParam: 'bool_param',
  int64Param: 'int64_param',
  stringParam: 'string_param',
  doubleParam: 'double_param',
  uint64Param: 'uint64_param',
};

/** What the parameters that the server itself reads may be. */
const RESERVED: Readonly<Record<string, readonly Choice[]>> = {
  sequence_id: ['int64Param', 'stringParam'],
  sequence_start: ['boolParam'],
  sequence_end: ['boolParam'],
  priority: ['int64Param', 'uint64Param'],
  timeout: ['int64Param'],
  headers: ['stringParam'],
};

/** The parameters of a request. @throws InferdeckError when one has no value or the wrong type */
export function parameterEntries(parameters: Parameters): (readonly [string, ParameterValue])[] {
  return Object.entries(parameters).map(([key, { parameterChoice }]) => {
    const { case: choice, value } = parameterChoice;
    if (choice === undefined) throw invalidArgument(`parameter '${key}' has no value`);
    const allowed = RESERVED[key];
    if (allowed !== undefined && !allowed.includes(choice)) throw wrongType(key, 'parameter', allowed);
    return [key, value] as const;
  });
}

/** A whole number among the parameters of a tensor. @throws InferdeckError when it is something else */
export function integerParameter(parameters: Parameters, key: string): bigint | undefined {
  const choice = parameters[key]?.parameterChoice;
  if (choice === undefined) return undefined;
  if (choice.case === 'int64Param') return choice.value;
  throw wrongType(key, 'parameter', ['int64Param']);
}

/** A text among the parameters of a tensor. @throws InferdeckError when it is something else */
function textParameter(parameters: Parameters, key: string): string | undefined {
  const choice = parameters[key]?.parameterChoice;
  if (choice === undefined) return undefined;
  if (choice.case === 'stringParam') return choice.value;
  throw wrongType(key, 'parameter', ['stringParam']);
}

/** Where in shared memory the parameters of a tensor put its data; undefined when they do not. */
export function regionSliceIn(parameters: Parameters): RegionSlice | undefined {
  const region = textParameter(parameters, 'shared_memory_region');
  if (region === undefined) return undefined;
  const byteSize = integerParameter(parameters, 'shared_memory_byte_size');
  if (byteSize === undefined) {
    throw invalidArgument("'shared_memory_byte_size' must be specified along with 'shared_memory_region'");
  }
  const offset = integerParameter(parameters, 'shared_memory_offset') ?? 0n;
  return { region, offset: Number(offset), byteSize: Number(byteSize) };
}

/** A value as the wire carries it. */
export function parameterOf(value: ParameterValue): InferParameter {
  return create(InferParameterSchema, { parameterChoice: choiceOf(value) });
}

function choiceOf(value: ParameterValue): Exclude<InferParameter['parameterChoice'], { case: undefined }> {
  if (typeof value === 'boolean') return { case: 'boolParam', value };
  if (typeof value === 'string') return { case: 'stringParam', value };
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return { case: 'doubleParam', value };
  return { case: 'int64Param', value: BigInt(value) };
}

function wrongType(key: string, what: string, allowed: readonly Choice[]): Error {
  const expected = allowed.map((choice) => NAMES[choice]).join(' or ');
  return invalidArgument(`invalid value type for '${key}' ${what}, expected ${expected}.`);
}
