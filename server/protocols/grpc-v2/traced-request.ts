import type { GrpcCall } from '../grpc/method.ts';
import { withForwardedHeaders } from '../v2/forwarded-headers.ts';
import type { V2Request } from '../v2/infer.ts';
import type { V2Services } from '../v2/services.ts';
import type { ModelInferRequest } from './generated/grpc_service_pb.ts';
import { readInferRequest } from './infer-request.ts';

/** Reads an infer request, with the trace of it where one is taken. @throws InferdeckError as reading does */
export function readTracedRequest(
  { models, regions, tracer, forwarding }: V2Services,
  message: ModelInferRequest,
  { signal, arrived, metadata }: GrpcCall,
): V2Request {
  const request = readInferRequest(message, regions, signal);
  const { modelName, id: requestId } = request;
  const parameters = withForwardedHeaders(request.parameters, () => textsOf(metadata), forwarding.grpc);
  const { version } = models.find(modelName, request.version);
  const trace = tracer.begin({ modelName, version, requestId });
  trace?.stamp('GRPC_WAITREAD_START', arrived);
  trace?.stamp('GRPC_WAITREAD_END');
  return { ...request, parameters, trace };
}

/** Binary metadata is no text, and no parameter. */
function textsOf(metadata: GrpcCall['metadata']): (readonly [string, string])[] {
  return Object.entries(metadata.getMap()).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
}
