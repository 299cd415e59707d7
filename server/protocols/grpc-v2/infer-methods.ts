import { InferdeckError } from '../../errors.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import { bidi, type GrpcMethod, unary } from '../grpc/method.ts';
import { GRPCInferenceService } from './generated/grpc_service_pb.ts';
import { readInferRequest } from './infer-request.ts';
import { inferResponse } from './infer-response.ts';
import { streamInfer } from './stream-infer.ts';
import { isDecoupled } from './stream-messages.ts';

const DECOUPLED = "ModelInfer RPC doesn't support models with decoupled transaction policy";

/**
 * Inference, one request at a time or as a stream.
 * @param closing set off when the server is on its way out
 */
export function inferMethods(models: ServedModels, closing: AbortSignal): readonly GrpcMethod[] {
  const { modelInfer, modelStreamInfer } = GRPCInferenceService.method;
  return [
    unary(modelInfer, async (request, { signal }) => {
      const inference = readInferRequest(request, signal);
      if (isDecoupled(models, request)) throw new InferdeckError('unsupported', DECOUPLED);
      return inferResponse(await models.infer(inference));
    }),
    bidi(modelStreamInfer, (requests, send, call) => streamInfer({ models, requests, send, call, closing })),
  ];
}
