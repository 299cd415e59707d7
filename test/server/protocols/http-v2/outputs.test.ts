import { gunzipSync, inflateSync } from 'node:zlib';
import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { preferredEncoding } from '../../../../server/protocols/http-v2/compress.ts';
import { identityModel } from '../../../support/onnx.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { errorOf, startServer, type TestServer } from '../../../support/server.ts';
import { SAMPLES } from '../../../support/temp.ts';
import { binaryOutputs, floatBytes, floatsOf } from '../../../support/v2-client.ts';

const RAW = { 'Inference-Header-Content-Length': '0' };

async function outputsOf(response: Response): Promise<{ name: string; data: unknown[]; shape: number[] }[]> {
  expect(response.status).toBe(200);
  return JSON.parse(await response.text()).outputs;
}

describe('classes instead of numbers', () => {
  const image = {
    name: 'image',
    datatype: 'FP32',
    shape: [2, 1, 28, 28],
    data: Array.from({ length: 1568 }, () => 0),
  };

  test('come with the labels of the model, row by row', async () => {
    const server = await startServer(SAMPLES, { loadModels: ['mnist'] });
    const response = await server.post('/v2/models/mnist/infer', {
      inputs: [image],
      outputs: [{ name: 'probabilities', parameters: { classification: 3 } }],
    });
    const [output] = await outputsOf(response);
    expect(output).toMatchObject({ datatype: 'BYTES', shape: [2, 3] });
    for (const text of output?.data ?? []) expect(text).toMatch(/^\d\.\d{6}:(\d):\1$/);
  });

  test('are refused where there is no order', async () => {
    const server = await startServer(await repositoryOf({ 'same/1/model.onnx': identityModel('BOOL') }));
    const response = await server.post('/v2/models/same/infer', {
      inputs: [{ name: 'in', datatype: 'BOOL', shape: [1, 4], data: [true, false, true, false] }],
      outputs: [{ name: 'out', parameters: { classification: 1 } }],
    });
    expect([response.status, await errorOf(response)]).toEqual([
      400,
      "class result not available for output due to unsupported type 'BOOL'",
    ]);
  });
});

describe('a compressed answer', () => {
  /** Without the decompression that fetch does by itself. */
  function answer(
    server: TestServer,
    accept: string,
  ): Promise<{ encoding: string | undefined; body: Buffer }> {
    const body = JSON.stringify({
      inputs: [
        { name: 'in', datatype: 'FP32', shape: [1, 1000], data: Array.from({ length: 1000 }, () => 1) },
      ],
    });
    return new Promise((resolve, reject) => {
      const sent = request(
        `${server.url}v2/models/same/infer`,
        { method: 'POST', headers: { 'accept-encoding': accept } },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.once('end', () =>
            resolve({ encoding: response.headers['content-encoding'], body: Buffer.concat(parts) }),
          );
        },
      );
      sent.once('error', reject);
      sent.end(body);
    });
  }

  test.each([
    ['gzip', gunzipSync],
    ['deflate', inflateSync],
  ] as const)('with %s reads as the plain one', async (encoding, decompress) => {
    const model = identityModel('FP32', ['batch', 1000]);
    const server = await startServer(await repositoryOf({ 'same/1/model.onnx': model }));
    const plain = await answer(server, 'identity');
    const packed = await answer(server, encoding);
    expect([plain.encoding, packed.encoding]).toEqual([undefined, encoding]);
    expect(packed.body.length).toBeLessThan(plain.body.length);
    expect(decompress(packed.body)).toEqual(plain.body);
  });

  test.each([
    ['', 'identity'],
    ['gzip', 'gzip'],
    ['deflate, gzip', 'deflate'],
    ['gzip;q=0.5, deflate;q=0.8, br', 'deflate'],
    ['GZIP;q=0.5, identity;q=0.6', 'identity'],
    ['gzip;q=0', 'identity'],
    ['br, *', 'identity'],
  ])('of the wishes "%s" the best is %s', (accept, best) => {
    expect(preferredEncoding(accept)).toBe(best);
  });
});

describe('a body that is the tensor itself', () => {
  const send = async (server: TestServer, model: string, body: Uint8Array<ArrayBuffer>) =>
    server.call(`/v2/models/${model}/infer`, { method: 'POST', headers: RAW, body });

  test('gets its shape from its length, a batch of one, and a binary answer', async () => {
    const server = await startServer(
      await repositoryOf({
        'fixed/1/model.onnx': identityModel('FP32', ['batch', 4]),
        'free/1/model.onnx': identityModel('FP32', ['batch', 2, 'free']),
      }),
    );
    const data = floatBytes([1, 2, 3, 4]);
    for (const [model, shape] of [
      ['fixed', [1, 4]],
      ['free', [1, 2, 2]],
    ] as const) {
      const output = (await binaryOutputs(await send(server, model, data))).get('out');
      expect(output?.shape).toEqual(shape);
      expect([...floatsOf(output?.data)]).toEqual([1, 2, 3, 4]);
    }
  });

  test('is one element for a model that takes one string', async () => {
    const model = identityModel('BYTES', ['batch', 1]);
    const server = await startServer(await repositoryOf({ 'text/1/model.onnx': model }));
    const response = await send(server, 'text', new TextEncoder().encode('hello'));
    const output = (await binaryOutputs(response)).get('out');
    expect([...(output?.data ?? [])]).toEqual([5, 0, 0, 0, ...new TextEncoder().encode('hello')]);
  });

  test('is refused when the input cannot be told from it', async () => {
    const server = await startServer(
      await repositoryOf({
        'two/1/model.onnx': identityModel('FP32', ['batch', 'a', 'b']),
        'text/1/model.onnx': identityModel('BYTES', ['batch', 4]),
      }),
    );
    const other = await startServer(SAMPLES, { loadModels: ['add_sub'], maxInputBytes: 100 });
    const refusal = async (from: TestServer, model: string, bytes = 4) =>
      errorOf(await send(from, model, new Uint8Array(bytes)));
    expect(await refusal(other, 'add_sub')).toBe(
      "Raw request must only have 1 input (found 1) to be deduced but got 2 inputs in 'add_sub' model configuration",
    );
    expect(await refusal(server, 'two')).toBe(
      "The shape of the raw input 'in' can not be deduced because there are more than one variable-sized dimension",
    );
    expect(await refusal(server, 'text')).toBe(
      "For BYTE datatype raw input 'in', the model must have input shape [1]",
    );
    expect(await refusal(other, 'add_sub', 101)).toMatch(/^Raw input has a byte_size \(101 bytes\)/);
  });
});
