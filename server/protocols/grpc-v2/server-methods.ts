import type { ServedModels } from '../../lifecycle/served-models.ts';
import { type GrpcMethod, unary } from '../grpc/method.ts';
import { type ServerIdentity, serverMetadata } from '../v2/server-metadata.ts';
import { GRPCInferenceService } from './generated/grpc_service_pb.ts';

/** Health and metadata of the server. */
export function serverMethods(models: ServedModels, identity: ServerIdentity): readonly GrpcMethod[] {
  const { serverLive, serverReady, serverMetadata: metadata } = GRPCInferenceService.method;
  return [
    unary(serverLive, () => ({ live: true })),
    unary(serverReady, () => ({ ready: models.ready })),
    unary(metadata, () => serverMetadata(identity)),
  ];
}
