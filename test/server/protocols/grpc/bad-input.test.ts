import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  type IncomingHttpHeaders,
} from 'node:http2';
import { gzipSync } from 'node:zlib';
import { create, toBinary } from '@bufbuild/protobuf';
import { status } from '@grpc/grpc-js';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  GRPCInferenceService,
  ModelInferRequestSchema,
} from '../../../../server/protocols/grpc-v2/generated/grpc_service_pb.ts';
import { GrpcClient } from '../../../support/grpc-client.ts';
import { rawSocket } from '../../../support/raw-socket.ts';
import { startServer, type TestServer } from '../../../support/server.ts';
import { SAMPLES } from '../../../support/temp.ts';

const start = () => startServer(SAMPLES, { loadModels: ['add_sub'] });
const SERVICE = '/inference.GRPCInferenceService';

function session(server: TestServer): ClientHttp2Session {
  const opened = connect(`http://127.0.0.1:${server.grpc?.port ?? 0}`);
  onTestFinished(() => opened.destroy());
  opened.on('error', () => {});
  return opened;
}

function call(
  server: TestServer,
  method = 'ModelInfer',
  headers: Record<string, string> = {},
): ClientHttp2Stream {
  const stream = session(server).request({
    ':method': 'POST',
    ':path': `${SERVICE}/${method}`,
    'content-type': 'application/grpc',
    te: 'trailers',
    ...headers,
  });
  stream.on('error', () => {});
  return stream;
}

/** A message in a frame of gRPC, honest or not. */
function frame(message: Uint8Array, flag = 0, length = message.length): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(flag);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
}

/** The status of a call, in whichever headers it comes. */
async function statusOf(stream: ClientHttp2Stream): Promise<number> {
  let code = '';
  const note = (headers: IncomingHttpHeaders) => {
    code = headers['grpc-status']?.toString() ?? code;
  };
  stream.on('response', note);
  stream.on('trailers', note);
  stream.resume();
  await new Promise<void>((resolve) => stream.once('close', () => resolve()));
  return Number(code);
}

async function expectGood(server: TestServer): Promise<void> {
  const inputs = ['INPUT0', 'INPUT1'].map((name) => ({ name, datatype: 'INT32', shape: [1n, 16n] }));
  const { outputs } = await new GrpcClient(server).call(GRPCInferenceService.method.modelInfer, {
    modelName: 'add_sub',
    inputs,
    rawInputContents: inputs.map(() => new Uint8Array(64)),
  });
  expect(outputs).toHaveLength(2);
}

const MESSAGE = toBinary(ModelInferRequestSchema, create(ModelInferRequestSchema, { modelName: 'add_sub' }));

describe('a gRPC call is refused, and others go on,', () => {
  test.each([
    ['when it announces more than a message may have', [frame(MESSAGE, 0, 2 ** 32 - 1)], {}],
    ['when it is packed in a way nobody knows', [frame(MESSAGE, 1)], { 'grpc-encoding': 'snappy' }],
    ['when it says that it is packed and is not', [frame(MESSAGE, 1)], { 'grpc-encoding': 'gzip' }],
    ['when it ends in the middle of a message', [frame(MESSAGE, 0, 1000)], {}],
    ['when it holds no message', [], {}],
    ['when it holds junk', [frame(Buffer.from('junk, junk, junk'))], {}],
    ['when it holds two messages', [frame(MESSAGE), frame(MESSAGE)], {}],
  ])('%s', async (_what, frames, headers) => {
    const server = await start();
    const stream = call(server, 'ModelInfer', headers);
    const code = statusOf(stream);
    for (const bytes of frames) stream.write(bytes);
    stream.end();
    expect(await code).toBeGreaterThan(status.OK);
    await expectGood(server);
  });

  test('when a packed message becomes something else than a message', async () => {
    const server = await start();
    const stream = call(server, 'ModelInfer', { 'grpc-encoding': 'gzip' });
    const code = statusOf(stream);
    stream.end(frame(gzipSync(Buffer.alloc(50_000_000, 0xff)), 1));
    expect(await code).toBeGreaterThan(status.OK);
    await expectGood(server);
  });

  test('when its metadata is a flood', async () => {
    const server = await start();
    const flood = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [`x-${index}`, 'y'.repeat(100)]),
    );
    const stream = call(server, 'ServerLive', flood);
    stream.end(frame(new Uint8Array()));
    await statusOf(stream);
    expect(stream.rstCode).toBeGreaterThan(0);
    await expectGood(server);
  });

  test('when the connection speaks no HTTP/2', async () => {
    const server = await start();
    const { socket, closed } = rawSocket(server.grpc?.port ?? 0);
    socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\n\r\n${'junk '.repeat(100_000)}`);
    await closed;
    await expectGood(server);
  });
});

describe('a stream that never ends', () => {
  test('holds nobody up, with messages that never become whole or are all wrong', async () => {
    const server = await start();
    const half = call(server, 'ModelStreamInfer');
    half.write(frame(MESSAGE, 0, 1_000_000));
    const wrong = call(server, 'ModelStreamInfer');
    let answered = 0;
    wrong.on('data', (bytes: Buffer) => {
      answered += bytes.length;
    });
    for (let count = 0; count < 500; count += 1) wrong.write(frame(MESSAGE));
    await expectGood(server);
    await expect.poll(() => answered).toBeGreaterThan(500 * 50);
    wrong.close();
    half.close();
    await expectGood(server);
  });
});
