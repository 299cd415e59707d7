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
import type {
  handleBidiStreamingCall,
  handleUnaryCall,
  Metadata,
  sendUnaryData,
  ServerDuplexStream,
  ServiceDefinition,
  UntypedHandleCall,
} from '@grpc/grpc-js';
import { statusOf } from './status.ts';

/** What a method hears of a call beside its messages. */
export interface GrpcCall {
  readonly metadata: Metadata;
  /** When it arrived, on the clock of `performance.now`. */
  readonly arrived: number;
  /** Set off when the caller cancels or hangs up. */
  readonly signal: AbortSignal;
  /** Called when the one answer is handed to the transport; at most one is remembered. */
  readonly onSent: (heard: () => void) => void;
}

/** Sends one message of a stream; settles when there is room for the next. */
export type Send<O extends DescMessage> = (message: MessageInitShape<O>) => Promise<void>;

/** One method of a service: its wire form, and what it does. */
export interface GrpcMethod {
  readonly descriptor: DescMethod;
  readonly definition: ServiceDefinition[string];
  readonly handle: UntypedHandleCall;
}

/** A method that answers one message with one. What it throws becomes the status of the call. */
export function unary<I extends DescMessage, O extends DescMessage>(
  descriptor: DescMethodUnary<I, O>,
  answer: (request: MessageShape<I>, call: GrpcCall) => MessageInitShape<O> | Promise<MessageInitShape<O>>,
): GrpcMethod {
  const handle: handleUnaryCall<MessageShape<I>, MessageInitShape<O>> = (call, done) => {
    let sent = () => {};
    const onSent = (heard: () => void) => {
      sent = heard;
    };
    void respond(done, async () => answer(call.request, { ...callOf(call), onSent })).then(() => sent());
  };
  return { descriptor, definition: definitionOf(descriptor), handle };
}

async function respond<M>(done: sendUnaryData<M>, answer: () => Promise<M>): Promise<void> {
  let response: M;
  try {
    response = await answer();
  } catch (error) {
    done(statusOf(error));
    return;
  }
  done(null, response);
}

/** A method that answers a stream with a stream, which ends when `answer` settles. */
export function bidi<I extends DescMessage, O extends DescMessage>(
  descriptor: DescMethodBiDiStreaming<I, O>,
  answer: (requests: AsyncIterable<MessageShape<I>>, send: Send<O>, call: GrpcCall) => Promise<void>,
): GrpcMethod {
  const handle: handleBidiStreamingCall<MessageShape<I>, MessageInitShape<O>> = (stream) => {
    // By itself the iterator would destroy the stream at the end of the requests, with answers still to come.
    const requests = stream.iterator({ destroyOnReturn: false });
    endWith(stream, answer(requests, sender(stream), callOf(stream)));
  };
  return { descriptor, definition: definitionOf(descriptor), handle };
}

type Out<M> = Pick<ServerDuplexStream<unknown, M>, 'write' | 'end' | 'emit'>;

function sender<M>(stream: Out<M>): (message: M) => Promise<void> {
  return (message) =>
    new Promise((resolve, reject) => {
      stream.write(message, (error: unknown) => (error ? reject(error) : resolve()));
    });
}

function endWith(stream: Out<unknown>, answer: Promise<void>): void {
  answer.then(
    () => stream.end(),
    (error: unknown) => stream.emit('error', statusOf(error)),
  );
}

function callOf(call: {
  readonly metadata: Metadata;
  once(event: 'cancelled', heard: () => void): unknown;
}): GrpcCall {
  const controller = new AbortController();
  call.once('cancelled', () => controller.abort());
  return { metadata: call.metadata, arrived: performance.now(), signal: controller.signal, onSent: () => {} };
}

function definitionOf(method: DescMethod): ServiceDefinition[string] {
  const { input, output, methodKind } = method;
  return {
    path: `/${method.parent.typeName}/${method.name}`,
    requestStream: methodKind === 'client_streaming' || methodKind === 'bidi_streaming',
    responseStream: methodKind === 'server_streaming' || methodKind === 'bidi_streaming',
    requestSerialize: serializer(input),
    requestDeserialize: (bytes) => fromBinary(input, ownBytes(bytes)),
    responseSerialize: serializer(output),
    responseDeserialize: (bytes) => fromBinary(output, bytes),
  };
}

function serializer<M extends DescMessage>(schema: M): (message: MessageInitShape<M>) => Buffer {
  return (message) => {
    const bytes = toBinary(schema, create(schema, message));
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
}

/** What stands before each message on the wire. */
const FRAME_HEAD_BYTES = 5;

/**
 * Tensors of a message are views into its bytes, which are later transferred to another thread as a whole. A large message
 * has a buffer to itself but for the head of its frame; small ones share theirs with others and are copied.
 */
function ownBytes(bytes: Buffer): Uint8Array {
  const { buffer, byteOffset, byteLength } = bytes;
  const isAlone = byteOffset <= FRAME_HEAD_BYTES && byteOffset + byteLength === buffer.byteLength;
  return isAlone ? bytes : Uint8Array.from(bytes);
}
