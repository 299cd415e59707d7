import type { GrpcMethod } from '../grpc/method.ts';
import type { V1Services } from '../v1/services.ts';
import { controlMethods } from './control-methods.ts';
import { inferMethods } from './infer-methods.ts';
import { serverMethods } from './server-methods.ts';

/** The gRPC service of 2019. Source: the protocol's public description, releases 1.6 and 1.7. */
export function grpcV1(services: V1Services): readonly GrpcMethod[] {
  return [...serverMethods(services), ...inferMethods(services), ...controlMethods(services)];
}
