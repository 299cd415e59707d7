import { type GrpcMethod, unary } from '../grpc/method.ts';
import { healthOf } from '../v1/health.ts';
import { requestStatus } from '../v1/request-status.ts';
import { serverStatus, statusOfModel } from '../v1/server-status.ts';
import type { V1Services } from '../v1/services.ts';
import { outcome } from './outcome.ts';
import { GRPCService } from './generated/v1_grpc_service_pb.ts';

/** What the server tells of itself and its models. */
export function serverMethods(services: V1Services): readonly GrpcMethod[] {
  const { status, health, profile } = GRPCService.method;
  const { calls } = services;
  return [
    unary(status, ({ modelName }) =>
      calls.during('status', async () => {
        const { failure, result } = await outcome(() =>
          modelName === '' ? serverStatus(services) : statusOfModel(services, modelName),
        );
        const requestStatusOut = requestStatus(services, failure);
        return { requestStatus: requestStatusOut, ...(result && { serverStatus: result }) };
      }),
    ),
    unary(health, ({ mode }) =>
      calls.during('health', async () => {
        const { failure, result = false } = await outcome(() => healthOf(services, mode));
        return { requestStatus: requestStatus(services, failure), health: result };
      }),
    ),
    unary(profile, () => ({ requestStatus: requestStatus(services) })),
  ];
}
