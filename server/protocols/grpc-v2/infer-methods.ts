import type { ServedModels } from '../../lifecycle/served-models.ts';
import { bidi, type GrpcMethod, unary } from '../grpc/method.ts';
import { GRPCInferenceService } from './generated/grpc_service_pb.ts';
import { readInferRequest } from './infer-request.ts';
import { inferResponse } from './infer-response.ts';
import { streamInfer } from './stream-infer.ts';

/**
 * Inference, one request at a time or as a stream.
 * @param closing set off when the server is on its way out
 */
export function inferMethods(models: ServedModels, closing: AbortSignal): readonly GrpcMethod[] {
  const { modelInfer, modelStreamInfer } = GRPCInferenceService.method;
  return [
    unary(modelInfer, async (request, { signal }) =>
      inferResponse(await models.infer(readInferRequest(request, signal))),
    ),
    bidi(modelStreamInfer, (requests, send, call) => streamInfer({ models, requests, send, call, closing })),
  ];
}
