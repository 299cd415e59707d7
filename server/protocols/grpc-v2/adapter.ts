import type { GrpcMethod } from '../grpc/method.ts';
import type { V2Services } from '../v2/services.ts';
import { inferMethods } from './infer-methods.ts';
import { modelMethods } from './model-methods.ts';
import { repositoryMethods } from './repository-methods.ts';
import { serverMethods } from './server-methods.ts';
import { settingsMethods } from './settings-methods.ts';
import { sharedMemoryMethods } from './shared-memory-methods.ts';

/** KServe's v2 inference protocol with Triton's extensions, over gRPC. Source: the protocol's public description. */
export function grpcV2(services: V2Services): readonly GrpcMethod[] {
  return [
    ...serverMethods(services),
    ...modelMethods(services.models),
    ...inferMethods(services),
    ...repositoryMethods(services.models),
    ...sharedMemoryMethods(services.regions),
    ...settingsMethods(services),
  ];
}
