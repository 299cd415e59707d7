import { invalidArgument } from '../../errors.ts';
import { byteSizeOf, type Datatype, isDatatype } from '../../tensors/datatype.ts';
import { bytesFromJson } from '../../tensors/json-tensor.ts';
import { elementCount, type Shape } from '../../tensors/shape.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import { inputShape } from '../v2/input-shape.ts';
import type { SystemRegions } from '../v2/shared-memory/system-regions.ts';
import type { Body } from './body.ts';
import {
  type JsonObject,
  listIn,
  objectIn,
  optionalSize,
  parametersIn,
  size,
  textIn,
} from './json-fields.ts';
import { regionSliceIn } from './region-slice.ts';

/** Where the data of inputs may lie. */
export interface InputSources {
  readonly body: Body;
  readonly regions: SystemRegions;
  /** Limit of the data of one tensor in JSON. */
  readonly maxInputBytes: number;
}

/** @throws InferdeckError naming the tensor that cannot be read */
export function readInputs(request: JsonObject, sources: InputSources, modelName: string): Tensor[] {
  const { tail } = sources.body;
  let at = 0;
  const nextBytes = (name: string, byteSize: number): Uint8Array<ArrayBuffer> => {
    const data = tail.subarray(at, at + byteSize);
    if (data.length < byteSize) {
      throw invalidArgument(
        `unexpected size for input '${name}', expecting ${byteSize - data.length} additional bytes for model '${modelName}'`,
      );
    }
    at += byteSize;
    return data;
  };
  const tensors = listIn(request, 'inputs').map((value) => readInput(value, sources, nextBytes));
  if (at < tail.length) throw invalidArgument(`unexpected additional input data for model '${modelName}'`);
  return tensors;
}

function readInput(
  value: unknown,
  { regions, maxInputBytes }: InputSources,
  nextBytes: (name: string, byteSize: number) => Uint8Array<ArrayBuffer>,
): Tensor {
  const input = objectIn(value, 'inputs');
  const name = textIn(input, 'name');
  const shape = inputShape(
    name,
    listIn(input, 'shape').map((extent) => size(extent, 'shape')),
  );
  const datatype = datatypeIn(input);
  const parameters = parametersIn(input);
  const slice = regionSliceIn(parameters);
  const binarySize = optionalSize(parameters, 'binary_data_size');
  checkOneSource(name, [input['data'] !== undefined, binarySize !== undefined, slice !== undefined]);
  if (slice !== undefined) return { name, datatype, shape, data: regions.read(slice) };
  if (binarySize !== undefined) return { name, datatype, shape, data: nextBytes(name, binarySize) };
  checkSize(name, datatype, shape, maxInputBytes);
  return { name, datatype, shape, data: bytesFromJson(name, datatype, shape, input['data']) };
}

const SOURCES = ["'data'", "'binary_data_size' in 'parameters'", "'shared_memory_region' in 'parameters'"];

/** @param given which of the sources are */
function checkOneSource(name: string, given: readonly boolean[]): void {
  if (given.filter(Boolean).length === 1) return;
  const set = SOURCES.filter((_, index) => given[index]);
  const but = set.length === 0 ? 'no field is set' : `set ${set.join(' and ')}`;
  throw invalidArgument(
    `Input must set only one of the following fields: ${SOURCES.join(', ')}. But ${but} for input '${name}'`,
  );
}

function checkSize(name: string, datatype: Datatype, shape: Shape, most: number): void {
  const bytes = elementCount(shape) * (byteSizeOf(datatype) ?? 1);
  if (bytes <= most) return;
  throw invalidArgument(
    `JSON input '${name}' has a byte_size (${bytes}) that exceeds the maximum allowed value of ${most} bytes.` +
      ' Use --http-max-input-size to increase the limit.',
  );
}

function datatypeIn(input: JsonObject): Datatype {
  const name = textIn(input, 'datatype');
  if (isDatatype(name)) return name;
  throw invalidArgument(`invalid datatype for input '${String(input['name'])}': '${name}'`);
}
