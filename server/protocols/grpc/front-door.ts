import { type GrpcServer, grpcServer } from './grpc-server.ts';
import { healthMethods } from './health.ts';
import type { GrpcMethod } from './method.ts';
import type { Restrictions } from '../v2/restricted-apis.ts';
import { reflectionMethods } from './reflection.ts';
import { restrictedMethods } from './restricted-methods.ts';

/** One port for all gRPC services, with those that every gRPC server is expected to have. */
export function grpcFrontDoor(
  services: readonly GrpcMethod[],
  ready: () => boolean,
  restrictions: Restrictions,
): GrpcServer {
  const methods = restrictedMethods([...services, ...healthMethods(ready)], restrictions);
  return grpcServer([...methods, ...reflectionMethods(methods)]);
}
