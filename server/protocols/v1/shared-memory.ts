import type { MessageInitShape } from '@bufbuild/protobuf';
import { InferdeckError } from '../../errors.ts';
import type { InferSharedMemory } from '../grpc-v1/generated/v1_api_pb.ts';
import type { SharedMemoryRegionSchema } from '../grpc-v1/generated/v1_server_status_pb.ts';
import type { RegionFacts } from '../v2/shared-memory/region.ts';
import type { RegionSlice } from '../v2/shared-memory/system-regions.ts';
import type { V1Services } from './services.ts';

/** The part of a region that a tensor of a request lies in. */
export function sliceOf({ name, offset, byteSize }: InferSharedMemory): RegionSlice {
  return { region: name, offset: Number(offset), byteSize: Number(byteSize) };
}

/** @throws InferdeckError when it is not allowed, already there, or cannot be opened */
export function registerRegion({ regions }: V1Services, facts: RegionFacts): void {
  const { name } = facts;
  if (regions.has(name)) {
    throw new InferdeckError('already-exists', `shared memory block '${name}' already in manager`);
  }
  regions.register(facts);
}

/** Does something with a registered region, as one call of those that are counted. @throws InferdeckError */
export function withRegion<T>({ regions }: V1Services, name: string, use: () => T): T {
  if (regions.has(name)) return use();
  throw new InferdeckError('not-found', `shared memory block '${name}' not found in manager`);
}

/** The regions that are registered, as the protocol lists them. */
export function regionList({
  regions,
}: V1Services): readonly MessageInitShape<typeof SharedMemoryRegionSchema>[] {
  return regions.status().map(({ name, key, offset, byteSize }) => ({
    name,
    sharedMemoryKey: key,
    offset: BigInt(offset),
    byteSize: BigInt(byteSize),
  }));
}
