import { invalidArgument } from '../../errors.ts';
import { cudaRegister } from '../v2/shared-memory/cuda.ts';
import type { SystemRegions } from '../v2/shared-memory/system-regions.ts';
import { type V2Call, optionalJson } from './call.ts';
import { optionalSize, optionalText } from './json-fields.ts';
import { EMPTY, json } from './reply.ts';
import type { Route } from './routes.ts';

/** Registers, lists and forgets regions of shared memory. */
export function sharedMemoryRoutes(regions: SystemRegions): readonly Route[] {
  const route = (method: Route['method'], kind: string, action: string, handle: Route['handle']): Route => ({
    method,
    path: new RegExp(`^/v2/${kind}sharedmemory(?:/region/(?<region>[^/]+))?/${action}$`),
    handle,
  });
  return [
    route('GET', 'system', 'status', ({ parts }) =>
      json(
        regions
          .status(parts['region'])
          .map(({ name, key, offset, byteSize }) => ({ name, key, offset, byte_size: byteSize })),
      ),
    ),
    route('POST', 'system', 'register', async (call) => {
      regions.checkAllowed();
      regions.register(await regionIn(call));
      return EMPTY;
    }),
    route('POST', 'system', 'unregister', ({ parts }) => {
      regions.unregister(parts['region']);
      return EMPTY;
    }),
    route('GET', 'cuda', 'status', () => json([])),
    route('POST', 'cuda', 'register', ({ parts }) => cudaRegister(regions, parts['region'] ?? '')),
    route('POST', 'cuda', 'unregister', () => EMPTY),
  ];
}

async function regionIn(call: V2Call) {
  const request = await optionalJson(call);
  const key = optionalText(request, 'key');
  const byteSize = optionalSize(request, 'byte_size');
  if (key === undefined) throw missing('key');
  if (byteSize === undefined) throw missing('byte_size');
  return { name: call.parts['region'] ?? '', key, byteSize, offset: optionalSize(request, 'offset') ?? 0 };
}

function missing(field: string): Error {
  return invalidArgument(`Shared memory register request has no '${field}' field`);
}
