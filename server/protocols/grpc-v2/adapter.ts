import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { GrpcMethod } from '../grpc/method.ts';
import type { ServerIdentity } from '../v2/server-metadata.ts';
import { inferMethods } from './infer-methods.ts';
import { modelMethods } from './model-methods.ts';
import { repositoryMethods } from './repository-methods.ts';
import { serverMethods } from './server-methods.ts';

export interface GrpcV2Options {
  readonly models: ServedModels;
  readonly identity: ServerIdentity;
  /** Set off when the server is on its way out. */
  readonly closing: AbortSignal;
}

/** KServe's v2 inference protocol with Triton's extensions, over gRPC. Source: the protocol's public description. */
export function grpcV2({ models, identity, closing }: GrpcV2Options): readonly GrpcMethod[] {
  return [
    ...serverMethods(models, identity),
    ...modelMethods(models),
    ...inferMethods(models, closing),
    ...repositoryMethods(models),
  ];
}
