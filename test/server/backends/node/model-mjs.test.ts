import { describe, expect, test } from 'vitest';
import { packBytes, unpackBytes } from '../../../../server/tensors/bytes-elements.ts';
import { vector } from '../../../support/python-models.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { errorOf, startServer, type TestServer } from '../../../support/server.ts';
import { binaryOutputs, binaryRequest, type ClientTensor, floatsOf } from '../../../support/v2-client.ts';

const config = (type: string, more = '') => `
  input { name: "in" data_type: ${type} dims: [ -1 ] } output { name: "out" data_type: ${type} dims: [ -1 ] } ${more}`;

async function serve(source: string, type = 'TYPE_FP32', more = ''): Promise<TestServer> {
  return await startServer(
    await repositoryOf({ 'm/config.pbtxt': config(type, more), 'm/1/model.mjs': source }),
  );
}

const infer = (server: TestServer, ...inputs: readonly ClientTensor[]): Promise<Response> =>
  server.call('/v2/models/m/infer', { method: 'POST', ...binaryRequest(inputs) });
const outOf = async (response: Response) => floatsOf((await binaryOutputs(response)).get('out')?.data);
const reasonOf = (server: TestServer) => server.models.served('m')?.failure?.error.message ?? '';

const DOUBLE = `export function execute(requests) {
  return requests.map(({ inputs }) => ({ outputs: { out: { shape: inputs.in.shape, data: inputs.in.data.map((x) => x * 2) } } }));
}`;

describe('a model.mjs', () => {
  test('is found by its file and answers', async () => {
    const server = await serve(DOUBLE);
    expect(server.models.find('m').config.backend).toBe('node');
    expect([...(await outOf(await infer(server, vector(1, 2.5))))]).toEqual([2, 5]);
  });

  test('may be asynchronous, and an object', async () => {
    const server = await serve(
      `export default {
      factor: 0,
      async initialize({ parameters }) { this.factor = Number(parameters.factor) },
      async execute(requests) {
        return requests.map(({ inputs }) => ({ outputs: { out: Array.from(inputs.in.data, (x) => x * this.factor) } }));
      },
    }`,
      'TYPE_FP32',
      'parameters { key: "factor" value { string_value: "3" } }',
    );
    expect([...(await outOf(await infer(server, vector(2))))]).toEqual([6]);
  });

  test('takes and gives words', async () => {
    const server = await serve(
      `export const execute = (requests) => requests.map(({ inputs }) => ({
      outputs: { out: inputs.in.data.map((bytes) => new TextDecoder().decode(bytes).toUpperCase()) } }));`,
      'TYPE_STRING',
    );
    const data = packBytes([Buffer.from('ä'), Buffer.from('b')]);
    const response = await infer(server, { name: 'in', datatype: 'BYTES', shape: [2], data });
    const out = unpackBytes(new Uint8Array((await binaryOutputs(response)).get('out')?.data ?? []));
    expect(out.state === 'ok' && out.elements.map((word) => Buffer.from(word).toString())).toEqual([
      'Ä',
      'B',
    ]);
  });

  test('does not see the environment of the server, and is heard in the log', async () => {
    process.env['INFERDECK_TEST_SECRET'] = 'hidden';
    const server = await serve(
      `console.log('sees', process.env.INFERDECK_TEST_SECRET ?? 'nothing');\n${DOUBLE}`,
    );
    await expect.poll(() => server.log()).toContain('m_0: sees nothing');
  });

  test('is called for a whole batch', async () => {
    const server = await serve(
      `export const execute = (requests) => requests.map(({ inputs }) => ({
        outputs: { out: { shape: inputs.in.shape, data: [requests.length] } } }));`,
      'TYPE_FP32',
      'max_batch_size: 2 dynamic_batching { preferred_batch_size: 2 max_queue_delay_microseconds: 20000000 } instance_group { count: 1 }',
    );
    const one = { ...vector(1), shape: [1, 1] };
    const both = await Promise.all([infer(server, one), infer(server, one)]);
    expect((await Promise.all(both.map(outOf))).map(([size]) => size)).toEqual([2, 2]);
  });

  test('fails one request with its own error, and goes on', async () => {
    const server = await serve(`export const execute = (requests) => requests.map(({ inputs }) =>
      inputs.in.data[0] < 0 ? new Error('no such row') : { outputs: { out: inputs.in.data } });`);
    const bad = await infer(server, vector(-1));
    expect([bad.status, await errorOf(bad)]).toEqual([500, 'no such row']);
    expect((await infer(server, vector(1))).status).toBe(200);
  });
});

describe('a model.mjs that is wrong', () => {
  test.each([
    ['has no execute', 'export const x = 1', /model\.mjs has no function execute\./],
    ['cannot be read', 'export const = ', /SyntaxError/],
    [
      'fails in initialize',
      `${DOUBLE}\nexport function initialize() { throw new Error('no weights') }`,
      /Error: no weights/,
    ],
    [
      'exits in initialize',
      `${DOUBLE}\nexport function initialize() { process.exit(3) }`,
      /The thread of m_0 ended: exit code 3\./,
    ],
  ])('because it %s says so', async (_, source, reason) => {
    expect(reasonOf(await serve(source))).toMatch(reason);
  });

  test.each([
    [
      'throw new TypeError("bad day")',
      /^Failed to process the request\(s\) for model 'm_0', message: TypeError: bad day/,
    ],
    ['return []', /one answer for each of 1 requests, not 0 answers/],
    [
      'return [{ outputs: { out: { shape: [3], data: [1] } } }]',
      /output 'out' has 1 elements, its shape \[3\] needs 3/,
    ],
    ['return [{ outputs: { out: ["x"] } }]', /element 0 of output 'out' is no number/],
    ['return [7]', /execute must give an object for each request, not number/],
  ])('in execute (%s) fails the request with the reason, and goes on', async (body, reason) => {
    const server = await serve(`export function execute(requests) { ${body} }`);
    for (let time = 0; time < 2; time += 1)
      expect(await errorOf(await infer(server, vector(1)))).toMatch(reason);
  });

  test('and ends its thread, or wants too much memory, costs its own request only', async () => {
    const server = await serve(
      `export function execute(requests) {
        const [number] = requests[0].inputs.in.data;
        if (number === 1) process.exit(1);
        if (number === 2) { const all = []; for (;;) all.push(new Array(1e5).fill({})); }
        return requests.map(({ inputs }) => ({ outputs: { out: inputs.in.data } }));
      }`,
      'TYPE_FP32',
      'parameters { key: "memory-megabytes" value { string_value: "64" } }',
    );
    for (const number of [1, 2]) {
      const failed = await infer(server, vector(number));
      expect([failed.status, await errorOf(failed)]).toEqual([
        500,
        expect.stringMatching(/^The thread of m_0 ended: /),
      ]);
      expect((await infer(server, vector(0))).status).toBe(200);
    }
  });

  test('and never comes back is ended by an unload', async () => {
    const server = await serve(DOUBLE, 'TYPE_FP32');
    await server.models.unload('m');
    const slow = await startServer(
      await repositoryOf({
        'm/config.pbtxt': config('TYPE_FP32'),
        'm/1/model.mjs': `console.log('began'); for (;;);\n${DOUBLE}`,
      }),
      { loadModels: [] },
    );
    const loading = slow.models.load('m').catch((error: unknown) => String(error));
    await expect.poll(() => slow.models.served('m')?.progress?.phase).toContain('creating instances');
    await slow.models.unload('m');
    expect(await loading).toContain("The load of 'm' was called off by an unload.");
  });
});
