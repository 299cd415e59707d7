import { Client, type ClientDuplexStream, credentials } from '@grpc/grpc-js';
import { onTestFinished } from 'vitest';
import { type Client2019, type Inference, Refusal, type Result } from './contract.ts';
import { modelStatusOf, requestHeader, resultOf } from './messages.ts';
import { encode, type Field, Message } from './wire.ts';

interface GrpcServer {
  readonly grpc: { readonly address: string; readonly port: number } | undefined;
}

const SERVICE = '/nvidia.inferenceserver.GRPCService';
const SUCCESS = 1;
const LOAD = 1;
const UNLOAD = 0;
const NEWEST = -1;

const bytesOf = (fields: Field[]) => Buffer.from(encode(fields));
const messageOf = (bytes: Buffer) => new Message(bytes);

/** Over gRPC, written from the description of the protocol alone: no generated code. */
export function grpcClient2019(server: GrpcServer): Client2019 {
  const channel = channelTo(server);
  const ask = (method: string, request: Field[]) =>
    new Promise<Message>((resolve, reject) => {
      channel.makeUnaryRequest(`${SERVICE}/${method}`, bytesOf, messageOf, request, (error, answer) =>
        answer === undefined ? reject(error) : resolve(answer),
      );
    });
  const check = async (method: string, request: Field[]) => checked(await ask(method, request));
  const control = async (model: string, type: number) =>
    void (await check('ModelControl', [
      [1, model],
      [2, type],
    ]));
  return {
    healthy: async (mode) => (await check('Health', [[1, mode]])).number(2) === 1,
    status: async (model) => modelStatusOf((await check('Status', [[1, model]])).message(2), model),
    infer: async (inference) => resultIn(await check('Infer', inferRequest(inference))),
    load: (model) => control(model, LOAD),
    unload: (model) => control(model, UNLOAD),
    register: async (name, key, byteSize) => {
      const system: Field[] = [
        [1, name],
        [2, [[2, key]]],
        [5, byteSize],
      ];
      await check('SharedMemoryControl', [[1, system]]);
    },
    unregister: async (name) => void (await check('SharedMemoryControl', [[2, [[1, name]]]])),
  };
}

/** Sends all requests at once over one stream. @returns the answers in the order in which they come */
export async function streamed2019(
  server: GrpcServer,
  inferences: readonly Inference[],
): Promise<readonly Result[]> {
  const stream: ClientDuplexStream<Field[], Message> = channelTo(server).makeBidiStreamRequest(
    `${SERVICE}/StreamInfer`,
    bytesOf,
    messageOf,
  );
  for (const inference of inferences) stream.write(inferRequest(inference));
  stream.end();
  const results: Result[] = [];
  for await (const answer of stream) results.push(resultIn(checked(answer)));
  return results;
}

function channelTo({ grpc }: GrpcServer): Client {
  const channel = new Client(`${grpc?.address}:${grpc?.port}`, credentials.createInsecure());
  onTestFinished(() => channel.close());
  return channel;
}

/** @throws Refusal unless the status in the message is a success */
function checked(answer: Message): Message {
  const status = answer.message(1);
  if (status.number(1) !== SUCCESS) throw new Refusal(status.number(1), status.text(2));
  return answer;
}

function inferRequest(inference: Inference): Field[] {
  const { model, version = NEWEST, inputs } = inference;
  return [
    [1, model],
    [2, version],
    [3, requestHeader(inference)],
    ...inputs.flatMap(({ data }): Field[] => (data === undefined ? [] : [[4, data]])),
  ];
}

/** Every output has an entry, also the one that has no data of its own. */
function resultIn(answer: Message): Result {
  const entries = [...answer.bytes(3)];
  return resultOf(answer.message(2), () => entries.shift() ?? Buffer.alloc(0));
}
