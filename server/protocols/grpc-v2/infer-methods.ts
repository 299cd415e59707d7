import { InferdeckError } from '../../errors.ts';
import { bidi, type GrpcMethod, unary } from '../grpc/method.ts';
import { infer } from '../v2/infer.ts';
import type { V2Services } from '../v2/services.ts';
import { GRPCInferenceService } from './generated/grpc_service_pb.ts';
import { readInferRequest } from './infer-request.ts';
import { inferResponse } from './infer-response.ts';
import { streamInfer } from './stream-infer.ts';
import { isDecoupled } from './stream-messages.ts';

const DECOUPLED = "ModelInfer RPC doesn't support models with decoupled transaction policy";

/** Inference, one request at a time or as a stream. */
export function inferMethods(services: V2Services): readonly GrpcMethod[] {
  const { modelInfer, modelStreamInfer } = GRPCInferenceService.method;
  return [
    unary(modelInfer, async (request, { signal }) => {
      const inference = readInferRequest(request, services.regions, signal);
      if (isDecoupled(services.models, request)) throw new InferdeckError('unsupported', DECOUPLED);
      return inferResponse(await infer(services, inference));
    }),
    bidi(modelStreamInfer, (requests, send, call) => streamInfer({ services, requests, send, call })),
  ];
}
