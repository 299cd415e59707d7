import { create, toBinary } from '@bufbuild/protobuf';
import { ModelInferRequestSchema } from '../../server/protocols/grpc-v2/generated/grpc_service_pb.ts';
import type { Seeded } from '../support/seeded.ts';
import { binaryRequest } from '../support/v2-client.ts';
import { mutated } from './mutate.ts';

const ROW = Int32Array.from({ length: 16 }, (_, index) => index);
const ROW_BYTES = new Uint8Array(ROW.buffer);
const HEADS = ['INPUT0', 'INPUT1'].map((name) => ({ name, datatype: 'INT32' as const, shape: [1, 16] }));
const TENSORS = HEADS.map((head) => ({ ...head, data: ROW_BYTES }));

/** Bytes as text, one character each. */
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

function http(
  method: string,
  path: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): string {
  const all = { Host: 'localhost', 'Content-Length': String(body.length), Connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}

const JSON_BODY = JSON.stringify({
  id: 'a',
  inputs: HEADS.map((head) => ({ ...head, data: [...ROW] })),
  outputs: [{ name: 'OUTPUT0', parameters: { classification: 2 } }],
  parameters: { sequence_id: 7, priority: 1 },
});
const BINARY = binaryRequest(TENSORS);
const INFER = '/v2/models/add_sub/versions/1/infer';

const HTTP_REQUESTS = [
  http('POST', INFER, JSON_BODY),
  http('POST', INFER, latin1(BINARY.body), BINARY.headers),
  http('POST', '/v2/models/add_sub/generate', JSON.stringify({ INPUT0: [...ROW], INPUT1: 1 })),
  http('POST', '/v2/repository/index', '{"ready":true}'),
  http(
    'POST',
    '/v2/repository/models/nobody/load',
    '{"parameters":{"config":"{}","file:1/model.onnx":"AAAA"}}',
  ),
  http('POST', '/v2/systemsharedmemory/region/x/register', '{"key":"/x","offset":0,"byte_size":64}'),
  http('POST', '/v2/models/add_sub/trace/setting', '{"trace_level":["TIMESTAMPS"],"trace_rate":"1"}'),
  http('GET', '/v2/models/add_sub/stats', ''),
  http('GET', '/api/status/add_sub', ''),
  http('POST', '/api/infer/add_sub', latin1(ROW_BYTES).repeat(2), {
    'NV-InferRequest':
      'batch_size: 1 input { name: "INPUT0" } input { name: "INPUT1" } output { name: "OUTPUT0" cls { count: 2 } }',
  }),
] as const;

const GRPC_REQUEST = latin1(
  toBinary(
    ModelInferRequestSchema,
    create(ModelInferRequestSchema, {
      modelName: 'add_sub',
      inputs: HEADS.map((head) => ({ ...head, shape: head.shape.map(BigInt) })),
      outputs: [{ name: 'OUTPUT0' }],
      rawInputContents: [ROW_BYTES, ROW_BYTES],
    }),
  ),
);

const PIECES = [
  '\r\n',
  '\r\n\r\n',
  '\0',
  ' ',
  ':',
  '%',
  '%00',
  '../',
  '?',
  '#',
  '"',
  '{',
  '[',
  '}',
  ']',
  ',',
  '\u00ff',
  '-1',
  '1e999',
  '99999999999999999999',
  'null',
  'true',
  'NaN',
  '"BYTES"',
  '"FP16"',
  '"__proto__":1,',
  'Transfer-Encoding: chunked\r\n',
  'Content-Encoding: gzip\r\n',
  'Expect: 100-continue\r\n',
  'Inference-Header-Content-Length: 99999\r\n',
  'Content-Length: 4\r\n',
  'Upgrade: h2c\r\n',
  'PRI * HTTP/2.0\r\n',
  '"shape":[-1,16],',
  '"shape":[9007199254740993],',
  '"binary_data_size":1e9,',
  '"shared_memory_region":"x",',
] as const;

/** A request that nobody would send, and the door that it is for. */
export interface StrangeRequest {
  readonly door: 'http' | 'grpc';
  /** Over HTTP everything that goes into the socket, over gRPC the message. */
  readonly bytes: Uint8Array;
}

/** A request of a client after a few random changes, or bytes that never were one. */
export function strangeRequest(random: Seeded): StrangeRequest {
  const door = random.chance(0.3) ? 'grpc' : 'http';
  if (random.chance(0.05)) {
    const noise = Uint8Array.from({ length: random.whole(0, 4000) }, () => random.whole(0, 255));
    return { door, bytes: noise };
  }
  const text = door === 'grpc' ? GRPC_REQUEST : random.pick(HTTP_REQUESTS);
  return { door, bytes: new Uint8Array(Buffer.from(mutated(text, random, PIECES), 'latin1')) };
}
