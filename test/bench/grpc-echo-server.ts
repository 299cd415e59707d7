/** A bare gRPC server that sends back the message that it gets: what the library itself takes. Prints its port. */
import { Server, ServerCredentials, type handleUnaryCall } from '@grpc/grpc-js';
import { ANY_SIZE, asItIs, MODEL_INFER } from './grpc-calls.ts';

const server = new Server(ANY_SIZE);
const definition = {
  path: MODEL_INFER,
  requestStream: false,
  responseStream: false,
  requestSerialize: asItIs,
  requestDeserialize: asItIs,
  responseSerialize: asItIs,
  responseDeserialize: asItIs,
};
const echo: handleUnaryCall<Buffer, Buffer> = ({ request }, done) => done(null, request);
server.addService({ [MODEL_INFER]: definition }, { [MODEL_INFER]: echo });
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (_error, port) => console.log(port));
process.once('SIGTERM', () => server.forceShutdown());
