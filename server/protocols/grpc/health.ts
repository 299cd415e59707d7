import {
  Health,
  HealthCheckResponse_ServingStatus as ServingStatus,
} from './generated/grpc/health/v1/health_pb.ts';
import { type GrpcMethod, unary } from './method.ts';

/** The standard health service: whether the server is ready, whatever service is asked about. */
export function healthMethods(ready: () => boolean): readonly GrpcMethod[] {
  return [
    unary(Health.method.check, () => ({
      status: ready() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING,
    })),
  ];
}
