import { InferdeckError } from '../../errors.ts';
import { bidi, type GrpcCall, type GrpcMethod, unary } from '../grpc/method.ts';
import { infer, type V2Request } from '../v2/infer.ts';
import type { V2Services } from '../v2/services.ts';
import { GRPCInferenceService } from './generated/grpc_service_pb.ts';
import { inferResponse } from './infer-response.ts';
import { streamInfer } from './stream-infer.ts';
import { admitted } from './admit.ts';
import { isDecoupled } from './stream-messages.ts';
import { readTracedRequest } from './traced-request.ts';

const DECOUPLED = "ModelInfer RPC doesn't support models with decoupled transaction policy";

/** Inference, one request at a time or as a stream. */
export function inferMethods(services: V2Services): readonly GrpcMethod[] {
  const { modelInfer, modelStreamInfer } = GRPCInferenceService.method;
  return [
    unary(modelInfer, async (given, call) => {
      const message = await admitted(services.models, given);
      if (isDecoupled(services.models, message)) throw new InferdeckError('unsupported', DECOUPLED);
      const request = readTracedRequest(services, message, call);
      finishWhenSent(request, call);
      try {
        return inferResponse(await infer(services, request));
      } finally {
        request.trace?.stamp('GRPC_SEND_START');
      }
    }),
    bidi(modelStreamInfer, (requests, send, call) => streamInfer({ services, requests, send, call })),
  ];
}

function finishWhenSent({ trace }: V2Request, call: GrpcCall): void {
  if (trace === undefined) return;
  call.onSent(() => {
    trace.stamp('GRPC_SEND_END');
    trace.finish();
  });
}
