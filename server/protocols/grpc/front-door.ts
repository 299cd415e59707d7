import { type GrpcServer, grpcServer } from './grpc-server.ts';
import { healthMethods } from './health.ts';
import type { GrpcMethod } from './method.ts';
import { reflectionMethods } from './reflection.ts';

/** One port for all gRPC services, with those that every gRPC server is expected to have. */
export function grpcFrontDoor(services: readonly GrpcMethod[], ready: () => boolean): GrpcServer {
  const methods = [...services, ...healthMethods(ready)];
  return grpcServer([...methods, ...reflectionMethods(methods)]);
}
