import type { GrpcCall } from '../grpc/method.ts';
import type { V2Request } from '../v2/infer.ts';
import type { V2Services } from '../v2/services.ts';
import type { ModelInferRequest } from './generated/grpc_service_pb.ts';
import { readInferRequest } from './infer-request.ts';

/** Reads an infer request, with the trace of it where one is taken. @throws InferdeckError as reading does */
export function readTracedRequest(
  { models, regions, tracer }: V2Services,
  message: ModelInferRequest,
  { signal, arrived }: Pick<GrpcCall, 'signal' | 'arrived'>,
): V2Request {
  const request = readInferRequest(message, regions, signal);
  const { modelName, id: requestId } = request;
  const { version } = models.find(modelName, request.version);
  const trace = tracer.begin({ modelName, version, requestId });
  trace?.stamp('GRPC_WAITREAD_START', arrived);
  trace?.stamp('GRPC_WAITREAD_END');
  return { ...request, trace };
}
