import { type GrpcMethod, unary } from '../grpc/method.ts';
import { serverMetadata } from '../v2/server-metadata.ts';
import type { V2Services } from '../v2/services.ts';
import { GRPCInferenceService } from './generated/grpc_service_pb.ts';

/** Health and metadata of the server. */
export function serverMethods(services: V2Services): readonly GrpcMethod[] {
  const { serverLive, serverReady, serverMetadata: metadata } = GRPCInferenceService.method;
  return [
    unary(serverLive, () => ({ live: true })),
    unary(serverReady, () => ({ ready: services.models.ready })),
    unary(metadata, () => serverMetadata(services)),
  ];
}
