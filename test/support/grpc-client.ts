import {
  create,
  type DescMessage,
  type DescMethod,
  type DescMethodBiDiStreaming,
  type DescMethodUnary,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import { Client, type ClientDuplexStream, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { onTestFinished } from 'vitest';
import type { TestServer } from './server.ts';

/** A gRPC client of a server under test, made for any generated service. */
export class GrpcClient {
  readonly #client: Client;

  constructor(server: Pick<TestServer, 'grpc'>) {
    const { address, port } = server.grpc ?? { address: '', port: 0 };
    this.#client = new Client(`${address}:${port}`, credentials.createInsecure(), {
      'grpc.max_receive_message_length': -1,
    });
    onTestFinished(() => this.#client.close());
  }

  /** @throws ServiceError with the code and the details of the status */
  call<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    request: MessageInitShape<I>,
    options: { readonly signal?: AbortSignal; readonly metadata?: Record<string, string> } = {},
  ): Promise<MessageShape<O>> {
    return new Promise((resolve, reject) => {
      const call = this.#client.makeUnaryRequest<MessageInitShape<I>, MessageShape<O>>(
        pathOf(method),
        serializer(method.input),
        (bytes) => fromBinary(method.output, bytes),
        request,
        metadataOf(options.metadata),
        (error, response) => (response === undefined ? reject(error) : resolve(response)),
      );
      options.signal?.addEventListener('abort', () => call.cancel());
    });
  }

  /** A call byte for byte. @returns the bytes of the answer's message */
  raw(method: DescMethodUnary, request: Uint8Array): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest<Uint8Array, Buffer>(
        pathOf(method),
        (bytes) => Buffer.from(bytes),
        (bytes) => bytes,
        request,
        (error, response) => (response === undefined ? reject(error) : resolve(response)),
      );
    });
  }

  stream<I extends DescMessage, O extends DescMessage>(
    method: DescMethodBiDiStreaming<I, O>,
    metadata: Record<string, string> = {},
  ): ClientDuplexStream<MessageInitShape<I>, MessageShape<O>> {
    return this.#client.makeBidiStreamRequest(
      pathOf(method),
      serializer(method.input),
      (bytes) => fromBinary(method.output, bytes),
      metadataOf(metadata),
    );
  }
}

/** The code and the details of a call that fails. */
export async function failureOf(call: Promise<unknown>): Promise<readonly [code: number, details: string]> {
  try {
    await call;
  } catch (error) {
    const { code, details } = error as ServiceError;
    return [code, details];
  }
  throw new Error('the call did not fail');
}

const pathOf = (method: DescMethod) => `/${method.parent.typeName}/${method.name}`;

function serializer<M extends DescMessage>(schema: M): (message: MessageInitShape<M>) => Buffer {
  return (message) => Buffer.from(toBinary(schema, create(schema, message)));
}

function metadataOf(entries: Record<string, string> = {}): Metadata {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(entries)) metadata.set(key, value);
  return metadata;
}
