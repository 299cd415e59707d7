import type { RegionSlice } from '../v2/shared-memory/system-regions.ts';
import { type JsonObject, optionalSize, optionalText, size } from './json-fields.ts';

/** Where in shared memory the parameters of a tensor put its data; undefined when they do not. */
export function regionSliceIn(parameters: JsonObject): RegionSlice | undefined {
  const region = optionalText(parameters, 'shared_memory_region');
  if (region === undefined) return undefined;
  return {
    region,
    offset: optionalSize(parameters, 'shared_memory_offset') ?? 0,
    byteSize: size(parameters['shared_memory_byte_size'], 'shared_memory_byte_size'),
  };
}
