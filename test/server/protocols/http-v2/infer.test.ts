import { connect } from 'node:net';
import { gzipSync, deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { identityModel } from '../../../support/onnx.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { errorOf, startServer, type TestServer } from '../../../support/server.ts';
import { SAMPLES } from '../../../support/temp.ts';
import { binaryOutputs, binaryRequest } from '../../../support/v2-client.ts';
import { DATATYPES, isDatatype } from '../../../../server/tensors/datatype.ts';

const INFER = '/v2/models/add_sub/infer';
const ones = Array.from({ length: 16 }, () => 1);
const input = (name: string, more: object = {}) => ({
  name,
  shape: [1, 16],
  datatype: 'INT32',
  data: ones,
  ...more,
});
const both = [input('INPUT0'), input('INPUT1')];
const addSub = () => startServer(SAMPLES, { loadModels: ['add_sub'] });
const infer = async (server: TestServer, body: object, path = INFER) => server.post(path, body);

describe('an infer call', () => {
  test('answers with the id, the version and flat data', async () => {
    const response = await infer(await addSub(), { id: 'seven', inputs: both });
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({
      id: 'seven',
      model_name: 'add_sub',
      model_version: '1',
      outputs: [
        { name: 'OUTPUT0', datatype: 'INT32', shape: [1, 16], data: ones.map(() => 2) },
        { name: 'OUTPUT1', datatype: 'INT32', shape: [1, 16], data: ones.map(() => 0) },
      ],
    });
  });

  test('reads and writes what is no finite number as bare words', async () => {
    const server = await startServer(await repositoryOf({ 'm/1/model.onnx': identityModel('FP32') }));
    const body = `{"inputs":[{"name":"in","datatype":"FP32","shape":[1,4],"data":[[NaN,Infinity],[-Infinity,-0.0]]}]}`;
    const response = await server.call('/v2/models/m/infer', { method: 'POST', body });
    expect(await response.text()).toContain('"data":[NaN,Infinity,-Infinity,-0.0]');
  });

  test('without an id gets an answer without one', async () => {
    expect(await (await infer(await addSub(), { inputs: both })).json()).not.toHaveProperty('id');
  });

  test('gives only the outputs that it names', async () => {
    const response = await infer(await addSub(), { inputs: both, outputs: [{ name: 'OUTPUT1' }] });
    const { outputs }: { outputs: { name: string }[] } = JSON.parse(await response.text());
    expect(outputs.map(({ name }) => name)).toEqual(['OUTPUT1']);
  });

  test('may mix JSON and binary inputs and outputs', async () => {
    const server = await addSub();
    const data = new Uint8Array(Int32Array.from(ones).buffer);
    const head = Buffer.from(
      JSON.stringify({
        inputs: [input('INPUT0'), input('INPUT1', { data: undefined, parameters: { binary_data_size: 64 } })],
        outputs: [{ name: 'OUTPUT0', parameters: { binary_data: true } }, { name: 'OUTPUT1' }],
      }),
    );
    const response = await server.call(INFER, {
      method: 'POST',
      headers: { 'Inference-Header-Content-Length': String(head.length) },
      body: new Uint8Array(Buffer.concat([head, data])),
    });
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    const text = await response.text();
    const length = Number(response.headers.get('inference-header-content-length'));
    expect(JSON.parse(text.slice(0, length)).outputs).toMatchObject([
      { name: 'OUTPUT0', parameters: { binary_data_size: 64 } },
      { name: 'OUTPUT1', data: ones.map(() => 0) },
    ]);
    expect(text.slice(length)).toHaveLength(64);
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
  ])('may be compressed with %s', async (encoding, compress) => {
    const body = new Uint8Array(compress(JSON.stringify({ inputs: both })));
    const response = await (await addSub()).call(INFER, {
      method: 'POST',
      body,
      headers: { 'Content-Encoding': encoding },
    });
    expect(response.status).toBe(200);
  });

  test('says how long each stage took', async () => {
    const response = await infer(await addSub(), { inputs: both });
    expect(response.headers.get('server-timing')).toMatch(
      /^queue;dur=[\d.]+, input;dur=.*compute;dur=.*total;dur=/,
    );
  });

  test('carries every datatype that the runtime has, bit for bit', async () => {
    // BF16 has no form in the runtime's Node binding.
    const datatypes = DATATYPES.filter((datatype) => datatype !== 'BF16').filter(isDatatype);
    const files = datatypes.map((datatype) => [`${datatype}/1/model.onnx`, identityModel(datatype)] as const);
    const server = await startServer(await repositoryOf(Object.fromEntries(files)));
    for (const datatype of datatypes) {
      const data =
        datatype === 'BYTES'
          ? new Uint8Array([1, 0, 0, 0, 97, 0, 0, 0, 0, 2, 0, 0, 0, 0xc3, 0xbc, 1, 0, 0, 0, 98])
          : Uint8Array.from({ length: 4 * 8 }, (_, index) =>
              datatype === 'BOOL' ? index % 2 : index * 3,
            ).slice(0, 4 * sizeOf(datatype));
      const { body, headers } = binaryRequest([{ name: 'in', datatype, shape: [1, 4], data }]);
      const response = await server.call(`/v2/models/${datatype}/infer`, { method: 'POST', body, headers });
      expect(response.status, datatype).toBe(200);
      expect((await binaryOutputs(response)).get('out')?.data, datatype).toEqual(data);
    }
  });
});

function sizeOf(datatype: string): number {
  return Number(/\d+$/.exec(datatype)?.[0] ?? 8) / 8;
}

describe('a refused infer call', () => {
  const shapeNote = /Expected \[-1,16\], got \[1,15\]\. NOTE: Setting a non-zero max_batch_size/;
  test.each<[string, object, number, string | RegExp]>([
    [
      'a missing input',
      { inputs: [both[0]] },
      400,
      "[request id: <id_unknown>] expected 2 inputs but got 1 inputs for model 'add_sub'. Got input(s) ['INPUT0'], but missing required input(s) ['INPUT1']. Please provide all required input(s).",
    ],
    ['its id in the text', { id: 'q', inputs: [] }, 400, /^\[request id: q\] expected 2 inputs but got 0/],
    [
      'an unknown input',
      { inputs: [both[0], input('X')] },
      400,
      "unexpected inference input 'X' for model 'add_sub'",
    ],
    ['an input twice', { inputs: [both[0], both[0]] }, 400, "input 'INPUT0' already exists in request"],
    [
      'an unknown output',
      { inputs: both, outputs: [{ name: 'X' }] },
      400,
      "unexpected inference output 'X' for model 'add_sub'",
    ],
    [
      'a wrong datatype',
      { inputs: [input('INPUT0', { datatype: 'FP32' }), both[1]] },
      400,
      "inference input 'INPUT0' data-type is 'FP32', but model 'add_sub' expects 'INT32'",
    ],
    [
      'a wrong shape',
      { inputs: ['INPUT0', 'INPUT1'].map((name) => input(name, { shape: [1, 15], data: ones.slice(1) })) },
      400,
      shapeNote,
    ],
    [
      'too large a batch',
      {
        inputs: ['INPUT0', 'INPUT1'].map((name) =>
          input(name, { shape: [9, 16], data: Array.from({ length: 144 }, () => 0) }),
        ),
      },
      400,
      "[request id: <id_unknown>] inference request batch-size must be <= 8 for 'add_sub'",
    ],
    [
      'two batch sizes',
      { inputs: [both[0], input('INPUT1', { shape: [2, 16], data: [...ones, ...ones] })] },
      400,
      "input 'INPUT1' batch size does not match other inputs for 'add_sub'",
    ],
    [
      'a shape that the data does not have',
      { inputs: [input('INPUT0', { data: [1] }), both[1]] },
      500,
      "Unable to parse 'data': Shape does not match true shape of 'data' field",
    ],
    [
      'text where numbers belong',
      { inputs: [input('INPUT0', { data: ones.map(String) }), both[1]] },
      500,
      /^Unable to parse 'data': /,
    ],
    [
      'no data',
      { inputs: [input('INPUT0', { data: undefined }), both[1]] },
      400,
      /Input must set only one of the following fields: .* But no field is set/,
    ],
    [
      'both data and a binary size',
      { inputs: [input('INPUT0', { parameters: { binary_data_size: 64 } }), both[1]] },
      400,
      /But set 'data'/,
    ],
    [
      'a negative extent',
      { inputs: [input('INPUT0', { shape: [-1, 16] }), both[1]] },
      500,
      "Unable to parse 'shape': attempt to access JSON non-unsigned-integer as unsigned-integer",
    ],
    ['no inputs', {}, 500, /Unable to parse 'inputs'/],
    ['an unknown datatype', { inputs: [input('INPUT0', { datatype: 'FLOAT' }), both[1]] }, 400, /FLOAT/],
    [
      'a parameter of the server',
      { inputs: both, parameters: { triton_x: 1 } },
      400,
      /reserved for Triton usage/,
    ],
    [
      'a list as a parameter',
      { inputs: both, parameters: { x: [] } },
      400,
      "parameter 'x' has invalid type. It should be either 'int', 'bool', or 'string'.",
    ],
  ])('for %s', async (_what, body, status, text) => {
    const response = await infer(await addSub(), body);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/json');
    if (typeof text === 'string') expect(await errorOf(response)).toBe(text);
    else expect(await errorOf(response)).toMatch(text);
  });

  const raw = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    (await addSub()).call(INFER, { method: 'POST', body, headers });

  test.each([
    ['{"inputs": [}', "failed to parse the request JSON buffer: Unexpected token '}'"],
    ['{"inputs": [', 'failed to parse the request JSON buffer: Unexpected end of JSON input'],
    ['{"inputs" [', "failed to parse the request JSON buffer: Expected ':' after property name at 10"],
  ])('for JSON that cannot be parsed: %s', async (body, text) => {
    const response = await raw(body);
    expect(response.status).toBe(500);
    expect(await errorOf(response)).toBe(text);
  });

  test.each([
    ['text', 'x', /Unable to parse Inference-Header-Content-Length, got: x/],
    ['more than there is', '999', /inference header size should be in range \(0, 2\), got: 999/],
  ])('for a header length of %s', async (_what, length, text) => {
    const response = await raw('{}', { 'Inference-Header-Content-Length': length });
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatch(text);
  });

  test.each([
    [
      'too few bytes',
      60,
      /unexpected size for input 'INPUT1', expecting 4 additional bytes for model 'add_sub'/,
    ],
    ['too many bytes', 68, /unexpected additional input data for model 'add_sub'/],
  ])('for %s after the JSON', async (_what, bytes, text) => {
    const head = JSON.stringify({
      inputs: [both[0], input('INPUT1', { data: undefined, parameters: { binary_data_size: 64 } })],
    });
    const response = await raw(head + ' '.repeat(bytes), {
      'Inference-Header-Content-Length': String(head.length),
    });
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatch(text);
  });

  test('for a size that is not the one of the shape', async () => {
    const head = JSON.stringify({
      inputs: [both[0], input('INPUT1', { data: undefined, parameters: { binary_data_size: 60 } })],
    });
    const response = await raw(head + ' '.repeat(60), {
      'Inference-Header-Content-Length': String(head.length),
    });
    expect(await errorOf(response)).toBe(
      "input byte size mismatch for input 'INPUT1' for model 'add_sub'. Expected 64, got 60",
    );
  });

  test('for half floats in JSON, in both directions', async () => {
    const server = await startServer(await repositoryOf({ 'half/1/model.onnx': identityModel('FP16') }));
    const path = '/v2/models/half/infer';
    const refusal = async (response: Response) => [response.status, await errorOf(response)];
    const json = { inputs: [{ name: 'in', datatype: 'FP16', shape: [1, 4], data: [1, 2, 3, 4] }] };
    expect(await refusal(await infer(server, json, path))).toEqual([
      400,
      'receiving FP16 data via JSON is not supported. Please use the binary data format for input in',
    ]);
    const tensors = [{ name: 'in', datatype: 'FP16', shape: [1, 4], data: new Uint8Array(8) }] as const;
    const { body, headers } = binaryRequest(tensors, { parameters: {} });
    expect(await refusal(await server.call(path, { method: 'POST', body, headers }))).toEqual([
      400,
      'sending FP16 data via JSON is not supported. Please use the binary data format for output out',
    ]);
  });

  test('when its caller has hung up: a waiting request never runs', async () => {
    const config = 'dynamic_batching { preferred_batch_size: [ 8 ] max_queue_delay_microseconds: 60000000 }';
    const server = await startServer(
      await repositoryOf({
        'm/1/model.onnx': identityModel('FP32'),
        'm/config.pbtxt': `max_batch_size: 8 ${config}`,
      }),
    );
    const rows = (count: number) => {
      const data = Array.from({ length: 4 * count }, () => 1);
      return JSON.stringify({ inputs: [{ name: 'in', datatype: 'FP32', shape: [count, 4], data }] });
    };
    const send = (count: number, signal?: AbortSignal) =>
      server.call('/v2/models/m/infer', { method: 'POST', body: rows(count), ...(signal && { signal }) });
    const leaving = new AbortController();
    const left = Promise.allSettled([1, 2, 3].map((count) => send(count, leaving.signal)));
    const { statistics } = server.models.find('m');
    await expect.poll(() => server.models.find('m').waiting).toBe(3);
    leaving.abort();
    await left;
    // By the time that others are answered, the server has heard of it.
    for (let call = 0; call < 3; call += 1) await (await server.call('/v2/health/live')).text();
    expect((await send(8)).status).toBe(200);
    expect([statistics.failures.CANCELED, statistics.success.count, statistics.inferenceCount]).toEqual([
      3, 1, 8,
    ]);
  });

  test('for strings whose lengths do not add up', async () => {
    const server = await startServer(await repositoryOf({ 'text/1/model.onnx': identityModel('BYTES') }));
    const send = async (data: Uint8Array) => {
      const { body, headers } = binaryRequest([{ name: 'in', datatype: 'BYTES', shape: [1, 4], data }]);
      return errorOf(await server.call('/v2/models/text/infer', { method: 'POST', body, headers }));
    };
    const empty = [0, 0, 0, 0];
    expect(await send(new Uint8Array([1, 0]))).toMatch(
      /incomplete string length indicator .* only 2 bytes available/,
    );
    expect(await send(new Uint8Array([9, 0, 0, 0, 1]))).toMatch(/incomplete string data/);
    expect(await send(new Uint8Array(empty))).toBe(
      "expected 4 string elements for inference input 'in' for model 'text', got 1",
    );
    expect(await send(new Uint8Array([1, 2, 3, 4, 5].flatMap(() => empty)))).toMatch(
      /unexpected number of string elements 5 .*, expecting 4/,
    );
  });

  test('for 200 MB: told why, and the next call is served', async () => {
    const server = await addSub();
    const response = await server.call(INFER, { method: 'POST', body: Buffer.alloc(200 * 1024 ** 2, 32) });
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toBe(
      'request JSON size of 209715200 bytes exceeds the maximum allowed input size of 67108864 bytes. Use --http-max-input-size to increase the limit.',
    );
    expect((await infer(server, { inputs: both })).status).toBe(200);
  });

  test('for a compression that nobody knows, and for a bomb', async () => {
    const unknown = await raw('{}', { 'Content-Encoding': 'br' });
    expect(unknown.headers.get('accept-encoding')).toBe('gzip, deflate');
    expect([unknown.status, await errorOf(unknown)]).toEqual([501, 'Unsupported compression type']);
    const server = await startServer(SAMPLES, { loadModels: ['add_sub'], maxInputBytes: 1000 });
    const body = new Uint8Array(gzipSync(Buffer.alloc(1_000_000)));
    const bomb = await server.call(INFER, {
      method: 'POST',
      body: body.slice(),
      headers: { 'Content-Encoding': 'gzip' },
    });
    expect(bomb.status).toBe(400);
    expect(await errorOf(bomb)).toMatch(/exceeds the maximum allowed/);
  });

  test('for JSON in more levels than anybody needs, however they are written', async () => {
    const deep = (levels: number) => `{"inputs":[],"x":${'[0,'.repeat(levels)}0${']'.repeat(levels)}}`;
    const response = await raw(deep(100));
    expect([response.status, await errorOf(response)]).toEqual([
      400,
      'JSON nesting depth exceeds maximum allowed limit (100)',
    ]);
    expect(await errorOf(await raw(deep(99)))).toMatch(/expected 2 inputs but got 0/);
    const brackets = JSON.stringify({ inputs: [], x: Array.from({ length: 200 }, () => '[{\\"') });
    expect(await errorOf(await raw(brackets))).toMatch(/expected 2 inputs but got 0/);
  });

  test('for a body in countless tiny chunks, whose connection ends', async () => {
    const server = await addSub();
    const socket = connect(server.port, '127.0.0.1');
    socket.write(`POST ${INFER} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n`);
    socket.write('1\r\n \r\n'.repeat(70_000));
    let answer = '';
    for await (const part of socket) answer += String(part);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toMatch(/exceeds maximum of 65536 non-empty chunks/);
  });
});
