import { describe, expect, test } from 'vitest';
import { identityModel, onnxModel } from '../../../support/onnx.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { startServer, type TestServer } from '../../../support/server.ts';
import { sharedMemory } from '../../../support/shared-memory.ts';
import { SAMPLES } from '../../../support/temp.ts';
import { callV1, headerOf, type RawAnswer } from '../../../support/v1-http-client.ts';
import { floatBytes } from '../../../support/v2-client.ts';
import { ints, ONES, RANGE, simple } from '../../../support/v1-models.ts';

const BODY = new Uint8Array(Buffer.concat([ints(...RANGE), ints(...ONES)]));
const INPUTS = 'input { name: "INPUT0" dims: 16 } input { name: "INPUT1" dims: 16 }';
const OUTPUTS = 'output { name: "OUTPUT0" } output { name: "OUTPUT1" }';
const HEADER = `batch_size: 1 ${INPUTS} ${OUTPUTS}`;

const infer = (server: TestServer, header: string, body: Uint8Array = BODY, path = '/api/infer/simple') =>
  callV1(server, 'POST', path, { headers: [`NV-InferRequest:${header}`], body });

/** A model `cls` whose answer is its input, with a word for each of two classes. */
function twoClasses(): Promise<string> {
  const shape = ['batch', 2];
  const model = onnxModel({
    inputs: [{ name: 'in', datatype: 'FP32', shape }],
    outputs: [{ name: 'probs', datatype: 'FP32', shape }],
    nodes: [{ op: 'Identity', inputs: ['in'], outputs: ['probs'] }],
  });
  return repositoryOf({
    'cls/1/model.onnx': model,
    'cls/labels.txt': 'cat\ndog\n',
    'cls/config.pbtxt': `max_batch_size: 1 input { name: "in" data_type: TYPE_FP32 dims: 2 }
      output { name: "probs" data_type: TYPE_FP32 dims: 2 label_filename: "labels.txt" }`,
  });
}

function problemOf(answer: RawAnswer): string {
  expect(answer.statusLine).toBe('HTTP/1.1 400 Bad Request');
  expect(answer.headers.map(([name]) => name)).toEqual([
    'NV-InferResponse',
    'NV-Status',
    'Content-Type',
    'Content-Length',
  ]);
  return (headerOf(answer, 'NV-Status') ?? '')
    .replace(/ server_id.*/, '')
    .replace(/^code: /, '')
    .replaceAll("\\'", "'");
}

describe('an inference of 2019', () => {
  test('is answered byte for byte', async () => {
    const answer = await infer(await simple(), HEADER, BODY, '/api/infer/simple?format=binary');
    expect(answer.statusLine).toBe('HTTP/1.1 200 OK');
    expect(answer.headers).toEqual([
      [
        'NV-InferResponse',
        'model_name: "simple" model_version: 1 batch_size: 1 output { name: "OUTPUT0" raw { dims: 16 batch_byte_size: 64 } } output { name: "OUTPUT1" raw { dims: 16 batch_byte_size: 64 } }',
      ],
      ['NV-Status', 'code: SUCCESS server_id: "inference:0" request_id: 1'],
      ['Content-Type', 'application/octet-stream'],
      ['Content-Length', '176'],
    ]);
    const sums = ints(...RANGE.map((value) => value + 1));
    const differences = ints(...RANGE.map((value) => value - 1));
    const trailer = Buffer.from(
      '0a0673696d706c6510011801' +
        '22100a074f55545055543012050a01101040' +
        '22100a074f55545055543112050a01101040',
      'hex',
    );
    expect(answer.body).toEqual(Buffer.concat([sums, differences, trailer]));
  });

  test('has the header again behind the outputs, as text unless binary is wanted', async () => {
    const { body } = await infer(await simple(), `${HEADER} id: 7`);
    expect(body.subarray(128).toString()).toBe(`model_name: "simple"
model_version: 1
batch_size: 1
output {
  name: "OUTPUT0"
  raw {
    dims: 16
    batch_byte_size: 64
  }
}
output {
  name: "OUTPUT1"
  raw {
    dims: 16
    batch_byte_size: 64
  }
}
id: 7
`);
  });

  test('gives only the outputs that are named, in that order, and none when none is', async () => {
    const server = await simple();
    const one = await infer(server, `batch_size: 1 ${INPUTS} output { name: "OUTPUT1" }`);
    expect([...new Int32Array(new Uint8Array(one.body.subarray(0, 64)).buffer)]).toEqual(
      RANGE.map((value) => value - 1),
    );
    const none = await infer(server, `batch_size: 1 ${INPUTS}`, BODY, '/api/infer/simple?format=binary');
    expect(headerOf(none, 'NV-InferResponse')).toBe('model_name: "simple" model_version: 1 batch_size: 1');
  });

  test('has a batch, whose entries lie one after the other', async () => {
    const body = new Uint8Array(Buffer.concat([ints(...RANGE, ...RANGE), ints(...ONES, ...ONES)]));
    const answer = await infer(await simple(), `batch_size: 2 ${INPUTS} output { name: "OUTPUT0" }`, body);
    expect(headerOf(answer, 'NV-InferResponse')).toContain(
      'batch_size: 2 output { name: "OUTPUT0" raw { dims: 16 batch_byte_size: 128 } }',
    );
  });

  test('may ask for the best classes', async () => {
    const server = await startServer(SAMPLES, { loadModels: ['mnist'] });
    const header = 'batch_size: 2 input { name: "image" } output { name: "probabilities" cls { count: 2 } }';
    const answer = await infer(server, header, new Uint8Array(2 * 784 * 4), '/api/infer/mnist');
    const classes = String.raw`batch_classes \{( cls \{( idx: \d)? value: [0-9.e-]+ label: "[^"]+" \}){2} \}`;
    expect(headerOf(answer, 'NV-InferResponse')).toMatch(
      new RegExp(
        String.raw`^model_name: "mnist" model_version: 2 batch_size: 2 output \{ name: "probabilities" ${classes} ${classes} \}$`,
      ),
    );
    expect(answer.body.toString()).toMatch(/^model_name/);
  });

  test('has the classes byte for byte, without what is zero', async () => {
    const server = await startServer(await twoClasses());
    const header = 'batch_size: 1 input { name: "in" } output { name: "probs" cls { count: 2 } }';
    const body = floatBytes([0.75, 0.25]);
    const answer = await infer(server, header, body, '/api/infer/cls?format=binary');
    expect(headerOf(answer, 'NV-InferResponse')).toBe(
      'model_name: "cls" model_version: 1 batch_size: 1 output { name: "probs" batch_classes { cls { value: 0.75 label: "cat" } cls { idx: 1 value: 0.25 label: "dog" } } }',
    );
    expect(answer.body.toString('hex')).toBe(
      '0a03636c73100118012223' +
        '0a0570726f62731a1a' +
        '0a0a150000403f1a03636174' +
        '0a0c0801150000803e1a03646f67',
    );
  });

  test('may have strings', async () => {
    const repository = await repositoryOf({ 'echo/1/model.onnx': identityModel('BYTES', ['batch', 2]) });
    const server = await startServer(repository);
    const body = Uint8Array.of(2, 0, 0, 0, 0x61, 0x62, 0, 0, 0, 0);
    const header = 'batch_size: 1 input { name: "in" dims: 2 batch_byte_size: 10 } output { name: "out" }';
    const { body: bytes } = await infer(server, header, body, '/api/infer/echo');
    expect(bytes.subarray(0, 10)).toEqual(Buffer.from(body));
    const short = header.replace('10', '6');
    const { body: filled } = await infer(server, short, body.subarray(0, 6), '/api/infer/echo');
    expect(filled.subarray(0, 10)).toEqual(Buffer.from(body));
  });

  test.each<[string, string, Uint8Array, string]>([
    [
      'no batch size',
      INPUTS,
      BODY,
      'INVALID_ARG msg: "inference request batch-size must be >= 1 for \'simple\'"',
    ],
    [
      'too large a batch',
      `batch_size: 9 ${INPUTS}`,
      BODY,
      'INVALID_ARG msg: "inference request batch-size must be <= 8 for \'simple\'"',
    ],
    [
      'too few inputs',
      'batch_size: 1 input { name: "INPUT0" }',
      BODY,
      'INVALID_ARG msg: "expected 2 inputs but got 1 inputs for model \'simple\'"',
    ],
    [
      'an input of another name',
      `batch_size: 1 ${INPUTS.replace('INPUT0', 'X')}`,
      BODY,
      "INVALID_ARG msg: \"unexpected inference input 'X' for model 'simple'\"",
    ],
    [
      'another shape',
      `batch_size: 1 ${INPUTS.replace('16', '4')}`,
      BODY,
      "INVALID_ARG msg: \"unexpected shape for input 'INPUT0' for model 'simple'. Expected [16], got [4]\"",
    ],
    [
      'a size that does not fit',
      `batch_size: 1 ${INPUTS.replace('dims: 16', 'dims: 16 batch_byte_size: 1')}`,
      BODY,
      "INVALID_ARG msg: \"specific batch-byte-size for input 'INPUT0' does not match expected byte-size calculated from shape and datatype for model 'simple'\"",
    ],
    [
      'too short a body',
      HEADER,
      BODY.subarray(0, 100),
      "INVALID_ARG msg: \"unexpected size for input 'INPUT1', expecting 28 bytes for model 'simple'\"",
    ],
    [
      'too long a body',
      HEADER,
      new Uint8Array(129),
      'INVALID_ARG msg: "unexpected additional input data for model \'simple\'"',
    ],
    [
      'an output that is not there',
      `batch_size: 1 ${INPUTS} output { name: "Z" }`,
      BODY,
      "INVALID_ARG msg: \"unexpected inference output 'Z' for model 'simple'\"",
    ],
    [
      'shared memory that nobody registered',
      `batch_size: 1 ${INPUTS.replace('dims: 16', 'shared_memory { name: "r" byte_size: 64 }')}`,
      BODY,
      'NOT_FOUND msg: "shared memory block \'r\' not found in manager"',
    ],
  ])('with %s is refused with its reason', async (_, header, body, problem) => {
    expect(problemOf(await infer(await simple(), header, body))).toBe(problem);
  });

  test.each(['/api/infer/none', '/api/infer/simple/9'])('to %s finds no model', async (path) => {
    const answer = await infer(await simple(), `${HEADER} id: 3`, BODY, path);
    const [, name] = /infer\/(\w+)/.exec(path) ?? [];
    expect(problemOf(answer)).toBe(`UNAVAILABLE msg: "Inference request for unknown model '${name}'"`);
    expect(headerOf(answer, 'NV-InferResponse')).toBe('id: 3');
  });

  test.each([
    'batch_siz: 1',
    'batch_size 1',
    'batch_size: 1 batch_size: 2',
    'input {',
    'batch_size: 4294967296',
  ])('with the header "%s", which cannot be read, is refused without a word', async (header) => {
    const answer = await infer(await simple(), header);
    expect(answer.statusLine).toBe('HTTP/1.1 400 Bad Request');
    expect(answer.headers.map(([name]) => name)).toEqual(['Content-Length', 'Content-Type']);
  });

  test('is counted for the status of 2019 and for the statistics of today alike', async () => {
    const server = await simple();
    await infer(server, HEADER);
    await server.post('/v2/models/simple/infer', {
      inputs: ['INPUT0', 'INPUT1'].map((name) => ({ name, shape: [1, 16], datatype: 'INT32', data: ONES })),
    });
    const status = (await callV1(server, 'GET', '/api/status/simple')).body.toString();
    expect(status).toMatch(/infer_stats \{\s+key: 1\s+value \{\s+success \{\s+count: 2/);
    expect(status).toMatch(/model_execution_count: 2\s+model_inference_count: 2/);
    const today: { model_stats: { inference_count: number }[] } = JSON.parse(
      await (await server.call('/v2/models/simple/stats')).text(),
    );
    expect(today.model_stats.map(({ inference_count: count }) => count)).toEqual([2]);
  });
});

describe('shared memory of 2019', () => {
  test('is registered, used for inputs and outputs, listed and forgotten', async () => {
    const server = await simple({ clientSharedMemory: true });
    const memory = sharedMemory(new Uint8Array(Buffer.concat([BODY, new Uint8Array(64)])));
    const control = (path: string, method = 'POST') =>
      callV1(server, method, `/api/sharedmemorycontrol${path}`);
    expect((await control(`/register/r/${memory.key}/0/192`)).statusLine).toBe('HTTP/1.1 200 OK');
    expect(headerOf(await control(`/register/r/${memory.key}/0/192`), 'NV-Status')).toContain(
      String.raw`ALREADY_EXISTS msg: "shared memory block \'r\' already in manager"`,
    );
    const at = (offset: number) => `shared_memory { name: "r" offset: ${offset} byte_size: 64 }`;
    const header = `batch_size: 1 input { name: "INPUT0" ${at(0)} } input { name: "INPUT1" ${at(64)} } output { name: "OUTPUT0" ${at(128)} }`;
    const answer = await infer(server, header, new Uint8Array());
    expect(headerOf(answer, 'NV-InferResponse')).toContain('raw { dims: 16 batch_byte_size: 64 }');
    expect(answer.body.toString()).toMatch(/^model_name/);
    expect([...new Int32Array(memory.bytes().buffer, 128)]).toEqual(RANGE.map((value) => value + 1));
    expect((await control('/status', 'GET')).body.toString()).toBe(
      `shared_memory_region {\n  name: "r"\n  shared_memory_key: "${memory.key}"\n  byte_size: 192\n}\n`,
    );
    expect((await control('/unregisterall')).statusLine).toBe('HTTP/1.1 200 OK');
    expect((await control('/status', 'GET')).body.toString()).toBe('');
    expect((await control('/unregister/unknown')).statusLine).toBe('HTTP/1.1 200 OK');
  });
});

describe('model control of 2019', () => {
  const control = async (server: TestServer, path: string) => {
    const answer = await callV1(server, 'POST', `/api/modelcontrol/${path}`);
    return [answer.statusLine, (headerOf(answer, 'NV-Status') ?? '').replace(/ ?server_id.*/, '')];
  };

  test('unloads and loads', async () => {
    const server = await simple();
    expect(await control(server, 'unload/simple')).toEqual(['HTTP/1.1 200 OK', 'code: SUCCESS']);
    expect(problemOf(await infer(server, HEADER))).toMatch(/^UNAVAILABLE/);
    expect(await control(server, 'load/simple')).toEqual(['HTTP/1.1 200 OK', 'code: SUCCESS']);
    expect((await infer(server, HEADER)).statusLine).toBe('HTTP/1.1 200 OK');
    expect(await control(server, 'unload/unknown')).toEqual(['HTTP/1.1 200 OK', 'code: SUCCESS']);
  });

  test('says why it cannot load', async () => {
    expect(await control(await simple(), 'load/none')).toEqual([
      'HTTP/1.1 400 Bad Request',
      String.raw`code: INTERNAL msg: "failed to load \'none\', no version is available"`,
    ]);
  });

  test('is refused unless the server was started for it', async () => {
    const server = await simple({ controlMode: 'none' });
    expect(await control(server, 'load/simple')).toEqual([
      'HTTP/1.1 400 Bad Request',
      'code: UNAVAILABLE msg: "explicit model load / unload is not allowed if polling is enabled"',
    ]);
  });
});
