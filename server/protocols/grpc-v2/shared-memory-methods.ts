import { type GrpcMethod, unary } from '../grpc/method.ts';
import { cudaRegister } from '../v2/shared-memory/cuda.ts';
import type { RegionFacts } from '../v2/shared-memory/region.ts';
import type { SystemRegions } from '../v2/shared-memory/system-regions.ts';
import { GRPCInferenceService } from './generated/grpc_service_pb.ts';

/** Registers, lists and forgets regions of shared memory. */
export function sharedMemoryMethods(regions: SystemRegions): readonly GrpcMethod[] {
  const { method } = GRPCInferenceService;
  return [
    unary(method.systemSharedMemoryStatus, ({ name }) => ({
      regions: Object.fromEntries(regions.status(name).map((facts) => [facts.name, onWire(facts)])),
    })),
    unary(method.systemSharedMemoryRegister, ({ name, key, offset, byteSize }) => {
      regions.register({ name, key, offset: Number(offset), byteSize: Number(byteSize) });
      return {};
    }),
    unary(method.systemSharedMemoryUnregister, ({ name }) => {
      regions.unregister(name);
      return {};
    }),
    unary(method.cudaSharedMemoryStatus, () => ({})),
    unary(method.cudaSharedMemoryRegister, ({ name }) => cudaRegister(regions, name)),
    unary(method.cudaSharedMemoryUnregister, () => ({})),
  ];
}

function onWire({ name, key, offset, byteSize }: RegionFacts) {
  return { name, key, offset: BigInt(offset), byteSize: BigInt(byteSize) };
}
