import { create, toBinary } from '@bufbuild/protobuf';
import { Client, credentials } from '@grpc/grpc-js';
import { ModelInferRequestSchema } from '../../server/protocols/grpc-v2/generated/grpc_service_pb.ts';
import { floatBytes } from '../support/v2-client.ts';
import type { BenchModel } from './models.ts';

export const MODEL_INFER = '/inference.GRPCInferenceService/ModelInfer';
export const asItIs = (bytes: Buffer) => bytes;

/** No limit: the library's own is 4 MiB. */
export const ANY_SIZE = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };

/** One row of a model as a ready-made message. */
export function grpcRequest({ name, width }: BenchModel): Buffer {
  const message = create(ModelInferRequestSchema, {
    modelName: name,
    inputs: [{ name: 'in', datatype: 'FP32', shape: [1n, BigInt(width)] }],
    rawInputContents: [floatBytes(new Float32Array(width).fill(0.5))],
  });
  return Buffer.from(toBinary(ModelInferRequestSchema, message));
}

/** Calls over one connection of its own; the answer is received and not read. */
export function grpcCaller(port: number) {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), {
    ...ANY_SIZE,
    // Clients of one process would share a connection.
    'grpc.use_local_subchannel_pool': 1,
  });
  const call = (request: Buffer) =>
    new Promise<void>((resolve, reject) => {
      client.makeUnaryRequest(MODEL_INFER, asItIs, asItIs, request, (error) =>
        error === null ? resolve() : reject(error),
      );
    });
  return { call, close: () => client.close() };
}
