import { describe, expect, test } from 'vitest';
import { identityModel, onnxModel } from '../../../support/onnx.ts';
import { COUNT, DECOUPLED, decoupledPy, vectorModel } from '../../../support/python-models.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { errorOf, startServer, type TestServer } from '../../../support/server.ts';

const serve = async (files: Readonly<Record<string, string | Uint8Array>>) =>
  startServer(await repositoryOf(files));
const one = (datatype: Parameters<typeof identityModel>[0], shape: readonly (number | string)[]) =>
  serve({ 'm/1/model.onnx': identityModel(datatype, shape) });
const generate = (server: TestServer, body: unknown, stream = '') =>
  server.post(`/v2/models/m/generate${stream}`, body);

async function refusal(response: Promise<Response>): Promise<[number, string]> {
  const answer = await response;
  return [answer.status, await errorOf(answer)];
}

describe('a generate call', () => {
  test('is flat, and so is its answer', async () => {
    const server = await one('BYTES', ['batch', 1]);
    const response = await generate(server, { id: 'seven', in: 'Hello, wörld' });
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({
      id: 'seven',
      model_name: 'm',
      model_version: '1',
      out: 'Hello, wörld',
    });
  });

  test.each([
    ['a list for a free extent', ['batch', 'n'], [1, 2, 3]],
    ['a list for a fixed shape', ['batch', 2, 2], [1, 2, 3, 4]],
    ['a list for two free extents', ['batch', 'a', 2, 'b'], [1, 2, 3, 4]],
    ['one number', ['batch', 1], 5],
  ])('takes %s', async (_what, shape, value) => {
    expect(await (await generate(await one('FP32', shape), { in: value })).json()).toMatchObject({
      out: value,
    });
  });

  test('finds its inputs among the nested parameters, too', async () => {
    const response = await generate(await one('INT64', ['batch', 1]), { parameters: { in: 5, other: 'x' } });
    expect(await response.json()).toMatchObject({ out: 5 });
  });

  test.each([
    [
      'too many elements',
      { in: [1, 2, 3] },
      "The schema can not convert input 'in' to tensor with proper shape",
    ],
    ['a list where a parameter is', { in: [1, 2], x: [] }, /^parameter 'x' has invalid type/],
  ])('is refused for %s', async (_what, body, text) => {
    const [status, message] = await refusal(generate(await one('FP32', ['batch', 2]), body));
    expect(status).toBe(400);
    expect(message).toMatch(text);
  });

  test('is refused for a value of the wrong type', async () => {
    expect(await refusal(generate(await one('BYTES', ['batch', 1]), { in: 5 }))).toEqual([
      400,
      'attempt to access JSON non-string as string',
    ]);
    expect(await refusal(generate(await one('BOOL', ['batch', 1]), { in: 1 }))).toEqual([
      400,
      'attempt to access JSON non-boolean as boolean',
    ]);
  });

  test('is refused when it is compressed, or ambiguous', async () => {
    const server = await serve({
      'm/1/model.onnx': onnxModel({
        inputs: [{ name: 'parameters', datatype: 'FP32', shape: ['batch', 1] }],
        outputs: [{ name: 'out', datatype: 'FP32', shape: ['batch', 1] }],
        nodes: [{ op: 'Identity', inputs: ['parameters'], outputs: ['out'] }],
      }),
    });
    expect(await refusal(generate(server, { parameters: {} }))).toEqual([
      400,
      "Keyword 'parameters' for nested schema also given as input tensor name",
    ]);
    const packed = { method: 'POST', body: 'x', headers: { 'Content-Encoding': 'gzip' } };
    expect(await refusal(server.call('/v2/models/m/generate', packed))).toEqual([
      400,
      "Unsupported content-encoding, only 'identity' is supported.",
    ]);
  });
});

describe('generating from a decoupled model', () => {
  const counter = () => serve(vectorModel('m', COUNT, DECOUPLED));
  const eventsIn = (text: string): unknown[] =>
    text
      .split('\n\n')
      .filter((event) => event !== '')
      .map((event) => JSON.parse(event.replace(/^data: /, '')));

  test('gives one answer where there is one, and is refused where there are more or none', async () => {
    const server = await counter();
    expect(await (await generate(server, { in: 1 })).json()).toMatchObject({ out: 0 });
    for (const count of [0, 2]) {
      expect(await refusal(generate(server, { in: count }))).toEqual([
        500,
        'generate expects model to produce exactly 1 response, use generate stream for model that generates various number of responses',
      ]);
    }
  });

  test('as a stream sends each answer as an event', async () => {
    const response = await generate(await counter(), { in: 3 }, '_stream');
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const events = eventsIn(await response.text());
    expect(events).toMatchObject([{ out: 0 }, { out: 1 }, { out: 2 }]);
  });

  test('a failure before the first answer has a status, a later one is an event', async () => {
    const source = decoupledPy(`
    if numbers[0] > 0:
      sender.send(self.out(numbers[0]))
    sender.send(pb_utils.InferenceResponse(error=pb_utils.TritonError("went wrong")), pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL)`);
    const server = await serve(vectorModel('m', source, DECOUPLED));
    const [status, message] = await refusal(generate(server, { in: 0 }, '_stream'));
    expect([status, message]).toEqual([500, 'went wrong']);
    const events = eventsIn(await (await generate(server, { in: 7 }, '_stream')).text());
    expect(events).toEqual([expect.objectContaining({ out: 7 }), { error: 'went wrong' }]);
  });

  test('a caller that leaves in the middle disturbs nobody', async () => {
    const server = await counter();
    const leaving = new AbortController();
    const body = JSON.stringify({ in: 100_000 });
    const response = await server.call('/v2/models/m/generate_stream', {
      method: 'POST',
      body,
      signal: leaving.signal,
    });
    await response.body?.getReader().read();
    leaving.abort();
    expect(await (await generate(server, { in: 1 })).json()).toMatchObject({ out: 0 });
  });

  test('a model that is not decoupled streams its one answer', async () => {
    const response = await generate(await one('INT32', ['batch', 1]), { in: 4 }, '_stream');
    expect(eventsIn(await response.text())).toMatchObject([{ out: 4 }]);
  });
});
