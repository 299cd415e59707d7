import type { MessageInitShape } from '@bufbuild/protobuf';
import { create } from '@bufbuild/protobuf';
import type { CallerSignal } from '../../backends/backend.ts';
import { answerInOrder } from '../grpc/in-order.ts';
import { bidi, type GrpcMethod, unary } from '../grpc/method.ts';
import { infer } from '../v1/infer.ts';
import { checkOpen, requestStatus } from '../v1/request-status.ts';
import type { V1Services } from '../v1/services.ts';
import { InferRequestHeaderSchema } from './generated/v1_api_pb.ts';
import { GRPCService, type InferRequest, type InferResponseSchema } from './generated/v1_grpc_service_pb.ts';
import { rawInputs } from './raw-inputs.ts';

type Answer = MessageInitShape<typeof InferResponseSchema>;

/** Inference, one request at a time or as a stream, whose answers come in the order of the requests. */
export function inferMethods(services: V1Services): readonly GrpcMethod[] {
  const { infer: inferOne, streamInfer } = GRPCService.method;
  return [
    unary(inferOne, (request, { signal }) => answered(services, request, signal)),
    bidi(streamInfer, (requests, send, { signal }) =>
      answerInOrder({
        requests,
        answer: (request) => answered(services, request, signal),
        send,
        signal,
        closing: services.closing,
      }),
    ),
  ];
}

/** A failure is an answer, too: its status, and nothing but the id of the request beside it. */
async function answered(services: V1Services, request: InferRequest, signal: CallerSignal): Promise<Answer> {
  const { modelName, modelVersion: version, metaData, rawInput } = request;
  const header = metaData ?? create(InferRequestHeaderSchema);
  try {
    checkOpen(services);
    const inputs = rawInputs(rawInput, modelName);
    const { header: metaDataOut, data } = await infer(
      services,
      { modelName, version, header, signal },
      inputs,
    );
    return { requestStatus: requestStatus(services), metaData: metaDataOut, rawOutput: [...data] };
  } catch (error) {
    return { requestStatus: requestStatus(services, error), metaData: { id: header.id } };
  }
}
