import type { MessageInitShape } from '@bufbuild/protobuf';
import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import {
  GRPCInferenceService,
  type ModelInferRequestSchema,
  type ModelStreamInferResponse,
} from '../../../../server/protocols/grpc-v2/generated/grpc_service_pb.ts';
import { DATATYPES, isDatatype } from '../../../../server/tensors/datatype.ts';
import { failureOf, GrpcClient } from '../../../support/grpc-client.ts';
import { heavyModel, identityModel } from '../../../support/onnx.ts';
import { COUNT, DECOUPLED, vectorModel } from '../../../support/python-models.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { startServer } from '../../../support/server.ts';
import { SAMPLES } from '../../../support/temp.ts';
import { floatBytes } from '../../../support/v2-client.ts';

const { modelInfer, modelStreamInfer } = GRPCInferenceService.method;
type Request = MessageInitShape<typeof ModelInferRequestSchema>;

const ones = Array.from({ length: 16 }, () => 1);
const raw = new Uint8Array(Int32Array.from(ones).buffer);
const input = (name: string, more: object = {}) => ({ name, datatype: 'INT32', shape: [1n, 16n], ...more });
const both = [input('INPUT0'), input('INPUT1')];
const addSubRequest = (more: object = {}): Request => ({
  modelName: 'add_sub',
  inputs: both,
  rawInputContents: [raw, raw],
  ...more,
});
const typed = (contents: object) =>
  addSubRequest({
    inputs: ['INPUT0', 'INPUT1'].map((name) => input(name, { contents })),
    rawInputContents: [],
  });
const addSub = async () => new GrpcClient(await startServer(SAMPLES, { loadModels: ['add_sub'] }));
const intsOf = (bytes: Uint8Array | undefined) => [...new Int32Array(new Uint8Array(bytes ?? []).buffer)];

describe('ModelInfer', () => {
  test('answers with id, version and raw contents', async () => {
    const response = await (await addSub()).call(modelInfer, addSubRequest({ id: 'seven' }));
    expect(response).toMatchObject({ modelName: 'add_sub', modelVersion: '1', id: 'seven' });
    expect(response.outputs).toMatchObject([
      { name: 'OUTPUT0', datatype: 'INT32', shape: [1n, 16n] },
      { name: 'OUTPUT1', datatype: 'INT32', shape: [1n, 16n] },
    ]);
    expect(response.outputs.every(({ contents }) => contents === undefined)).toBe(true);
    expect(response.rawOutputContents.map(intsOf)).toEqual([ones.map(() => 2), ones.map(() => 0)]);
  });

  test('takes typed contents as well', async () => {
    const response = await (await addSub()).call(modelInfer, typed({ intContents: ones }));
    expect(intsOf(response.rawOutputContents[0])).toEqual(ones.map(() => 2));
  });

  test('gives only the outputs that it names, of the version that it names', async () => {
    const more = { outputs: [{ name: 'OUTPUT1' }], modelVersion: '1' };
    const response = await (await addSub()).call(modelInfer, addSubRequest(more));
    expect(response.outputs.map(({ name }) => name)).toEqual(['OUTPUT1']);
  });

  test('carries every datatype that the runtime has, bit for bit', async () => {
    const datatypes = DATATYPES.filter((datatype) => datatype !== 'BF16').filter(isDatatype);
    const files = datatypes.map((datatype) => [`${datatype}/1/model.onnx`, identityModel(datatype)] as const);
    const client = new GrpcClient(await startServer(await repositoryOf(Object.fromEntries(files))));
    for (const datatype of datatypes) {
      const data =
        datatype === 'BYTES'
          ? new Uint8Array([1, 0, 0, 0, 97, 0, 0, 0, 0, 2, 0, 0, 0, 0xc3, 0xbc, 1, 0, 0, 0, 98])
          : Uint8Array.from({ length: 4 * sizeOf(datatype) }, (_, at) =>
              datatype === 'BOOL' ? at % 2 : at * 3,
            );
      const inputs = [{ name: 'in', datatype, shape: [1n, 4n] }];
      const response = await client.call(modelInfer, {
        modelName: datatype,
        inputs,
        rawInputContents: [data],
      });
      expect(new Uint8Array(response.rawOutputContents[0] ?? []), datatype).toEqual(data);
    }
  });

  test.each([
    ['BOOL', { boolContents: [true, false, true, false] }],
    ['INT8', { intContents: [-128, 127, 0, 1] }],
    ['INT16', { intContents: [-32_768, 32_767, 0, 1] }],
    ['INT64', { int64Contents: [-(2n ** 63n), 2n ** 63n - 1n, 0n, 1n] }],
    ['UINT8', { uintContents: [255, 0, 1, 2] }],
    ['UINT16', { uintContents: [65_535, 0, 1, 2] }],
    ['UINT32', { uintContents: [2 ** 32 - 1, 0, 1, 2] }],
    ['UINT64', { uint64Contents: [2n ** 64n - 1n, 0n, 1n, 2n] }],
    ['FP32', { fp32Contents: [1.5, Number.NaN, Number.POSITIVE_INFINITY, -0] }],
    ['FP64', { fp64Contents: [0.1, Number.NaN, Number.NEGATIVE_INFINITY, -0] }],
    ['BYTES', { bytesContents: ['a', '', 'ü', 'bc'].map((text) => new TextEncoder().encode(text)) }],
  ] as const)('typed %s contents arrive as they were', async (datatype, contents) => {
    const repository = await repositoryOf({ 'same/1/model.onnx': identityModel(datatype) });
    const client = new GrpcClient(await startServer(repository));
    const inputs = [{ name: 'in', datatype, shape: [1n, 4n], contents: contents as object }];
    const response = await client.call(modelInfer, { modelName: 'same', inputs });
    expect(elementsOf(datatype, response.rawOutputContents[0])).toEqual(Object.values(contents)[0]);
  });

  test('carries megabytes, beyond the limits that libraries have by themselves', async () => {
    const repository = await repositoryOf({
      'same/1/model.onnx': identityModel('FP32', ['batch', 3_000_000]),
    });
    const client = new GrpcClient(await startServer(repository));
    const data = floatBytes(Float32Array.from({ length: 3_000_000 }, (_, index) => index));
    const inputs = [{ name: 'in', datatype: 'FP32', shape: [1n, 3_000_000n] }];
    const response = await client.call(modelInfer, { modelName: 'same', inputs, rawInputContents: [data] });
    expect(Buffer.compare(response.rawOutputContents[0] ?? new Uint8Array(), data)).toBe(0);
  });
});

function sizeOf(datatype: string): number {
  return Number(/\d+$/.exec(datatype)?.[0] ?? 8) / 8;
}

function elementsOf(datatype: string, bytes: Uint8Array = new Uint8Array()): unknown[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (read: (offset: number) => unknown, size: number) =>
    [0, 1, 2, 3].map((index) => read(index * size));
  switch (datatype) {
    case 'BOOL':
      return [...bytes].map((value) => value === 1);
    case 'INT8':
      return at((offset) => view.getInt8(offset), 1);
    case 'INT16':
      return at((offset) => view.getInt16(offset, true), 2);
    case 'INT64':
      return at((offset) => view.getBigInt64(offset, true), 8);
    case 'UINT8':
      return [...bytes];
    case 'UINT16':
      return at((offset) => view.getUint16(offset, true), 2);
    case 'UINT32':
      return at((offset) => view.getUint32(offset, true), 4);
    case 'UINT64':
      return at((offset) => view.getBigUint64(offset, true), 8);
    case 'FP32':
      return at((offset) => view.getFloat32(offset, true), 4);
    case 'FP64':
      return at((offset) => view.getFloat64(offset, true), 8);
    default: {
      const elements: Uint8Array[] = [];
      for (let from = 0; from < bytes.length; ) {
        const length = view.getUint32(from, true);
        elements.push(new Uint8Array(bytes.subarray(from + 4, from + 4 + length)));
        from += 4 + length;
      }
      return elements;
    }
  }
}

describe('a refused ModelInfer', () => {
  test.each<[string, Request, status, string | RegExp]>([
    [
      'an unknown model',
      addSubRequest({ modelName: 'x' }),
      status.NOT_FOUND,
      "Request for unknown model: 'x' is not found",
    ],
    [
      'a negative version',
      addSubRequest({ modelVersion: '-1' }),
      status.INVALID_ARGUMENT,
      "invalid model version specified '-1' , version should be an integral value > 0",
    ],
    [
      'a version that is no number',
      addSubRequest({ modelVersion: 'one' }),
      status.INVALID_ARGUMENT,
      /^failed to get model version from specified version string 'one'/,
    ],
    [
      'both forms of data',
      addSubRequest({ inputs: [input('INPUT0', { contents: { intContents: ones } }), both[1]] }),
      status.INVALID_ARGUMENT,
      "contents field must not be specified when using raw_input_contents for 'INPUT0' for model 'add_sub'",
    ],
    [
      'no data',
      addSubRequest({ rawInputContents: [raw] }),
      status.INVALID_ARGUMENT,
      "unable to find data for input tensor 'INPUT1' for model 'add_sub' in request.",
    ],
    [
      'more data than inputs',
      addSubRequest({ rawInputContents: [raw, raw, raw] }),
      status.INVALID_ARGUMENT,
      "unexpected additional input data for model 'add_sub'",
    ],
    [
      'the list of another datatype',
      typed({ fp32Contents: ones }),
      status.INVALID_ARGUMENT,
      "unexpected explicit tensor data for input tensor 'INPUT0' for model 'add_sub' of type 'FP32', expected datatype 'INT32'",
    ],
    [
      'too few bytes',
      addSubRequest({ rawInputContents: [raw.slice(4), raw] }),
      status.INVALID_ARGUMENT,
      "input byte size mismatch for input 'INPUT0' for model 'add_sub'. Expected 64, got 60",
    ],
    [
      'an unknown datatype',
      addSubRequest({ inputs: [input('INPUT0', { datatype: 'FLOAT' }), both[1]] }),
      status.INVALID_ARGUMENT,
      /FLOAT/,
    ],
    [
      'a shape beyond all bounds',
      addSubRequest({ inputs: [input('INPUT0', { shape: [2n ** 62n, 4n] }), both[1]] }),
      status.INVALID_ARGUMENT,
      "invalid shape for input 'INPUT0': shape [4611686018427387904,4] causes total element count to exceed maximum size of 9223372036854775807",
    ],
    [
      'a parameter of the server',
      addSubRequest({ parameters: { triton_x: { parameterChoice: { case: 'boolParam', value: true } } } }),
      status.INVALID_ARGUMENT,
      /reserved for Triton usage/,
    ],
    [
      'a reserved parameter of the wrong type',
      addSubRequest({ parameters: { sequence_id: { parameterChoice: { case: 'boolParam', value: true } } } }),
      status.INVALID_ARGUMENT,
      "invalid value type for 'sequence_id' parameter, expected int64_param or string_param.",
    ],
  ])('for %s', async (_what, request, code, text) => {
    const [got, details] = await failureOf((await addSub()).call(modelInfer, request));
    expect(got).toBe(code);
    if (typeof text === 'string') expect(details).toBe(text);
    else expect(details).toMatch(text);
  });

  test('when its caller has gone: waiting requests never run', async () => {
    const server = await startServer(await repositoryOf({ 'heavy/1/model.onnx': heavyModel(512, 60) }));
    const client = new GrpcClient(server);
    const request = {
      modelName: 'heavy',
      inputs: [{ name: 'in', datatype: 'FP32', shape: [4n, 512n] }],
      rawInputContents: [floatBytes(new Float32Array(4 * 512))],
    };
    const gone = new AbortController();
    const all = Array.from({ length: 10 }, () => client.call(modelInfer, request, { signal: gone.signal }));
    gone.abort();
    for (const call of all) expect((await failureOf(call))[0]).toBe(status.CANCELLED);
    await client.call(modelInfer, request);
    expect(server.models.find('heavy').statistics.success.count).toBeLessThan(10);
  });
});

describe('ModelStreamInfer', () => {
  async function answersTo(
    client: GrpcClient,
    requests: readonly Request[],
    metadata: Record<string, string> = {},
  ): Promise<ModelStreamInferResponse[]> {
    const stream = client.stream(modelStreamInfer, metadata);
    for (const request of requests) stream.write(request);
    stream.end();
    const answers: ModelStreamInferResponse[] = [];
    for await (const answer of stream) answers.push(answer);
    return answers;
  }
  const final = { triton_final_response: { parameterChoice: { case: 'boolParam', value: true } } };

  test('answers every request in its turn, each marked as the last one for its request', async () => {
    const ids = Array.from({ length: 300 }, (_, index) => String(index));
    const answers = await answersTo(
      await addSub(),
      ids.map((id) => addSubRequest({ id })),
    );
    expect(answers.map(({ inferResponse }) => inferResponse?.id)).toEqual(ids);
    for (const { inferResponse, errorMessage } of answers) {
      expect(errorMessage).toBe('');
      expect(inferResponse?.parameters).toMatchObject(final);
    }
  });

  test('a request that fails is answered with its reason, and the stream goes on', async () => {
    const bad = addSubRequest({ id: 'bad', modelName: 'x', modelVersion: '3' });
    const answers = await answersTo(await addSub(), [bad, addSubRequest({ id: 'good' })]);
    expect(answers[0]).toMatchObject({
      errorMessage: "Request for unknown model: 'x' is not found",
      inferResponse: { id: 'bad', modelName: 'x', modelVersion: '3' },
    });
    expect(answers[1]).toMatchObject({ errorMessage: '', inferResponse: { id: 'good' } });
  });

  test('a caller that wants it so gets the first failure as the status of the stream', async () => {
    const strict = answersTo(await addSub(), [addSubRequest({ modelName: 'x' }), addSubRequest()], {
      triton_grpc_error: 'true',
    });
    expect(await failureOf(strict)).toEqual([
      status.NOT_FOUND,
      "Request for unknown model: 'x' is not found",
    ]);
  });

  test('a stream that is open when the server ends hears so', async () => {
    const server = await startServer(SAMPLES, { loadModels: ['add_sub'] });
    const stream = new GrpcClient(server).stream(modelStreamInfer);
    stream.write(addSubRequest());
    const reading = stream[Symbol.asyncIterator]();
    await reading.next();
    const [ended] = await Promise.all([failureOf(reading.next()), server.close()]);
    expect(ended).toEqual([status.UNAVAILABLE, 'Server exiting']);
  });

  test('a decoupled model answers any number of times, between the answers of others', async () => {
    const repository = await repositoryOf(vectorModel('count', COUNT, DECOUPLED));
    const client = new GrpcClient(await startServer(repository));
    const count = (id: string, to: number, more: object = {}): Request => ({
      id,
      modelName: 'count',
      inputs: [{ name: 'in', datatype: 'FP32', shape: [1n] }],
      rawInputContents: [floatBytes([to])],
      ...more,
    });
    const wantsEnd = {
      parameters: {
        triton_enable_empty_final_response: { parameterChoice: { case: 'boolParam', value: true } },
      },
    };
    const answers = await answersTo(client, [count('a', 3), count('b', 2, wantsEnd), count('c', 0)]);
    const seen = (id: string) =>
      answers
        .filter(({ inferResponse }) => inferResponse?.id === id)
        .map(({ inferResponse }) => [
          inferResponse?.outputs.length,
          inferResponse?.parameters['triton_final_response']?.parameterChoice.value,
        ]);
    expect(seen('a')).toEqual([
      [1, false],
      [1, false],
      [1, false],
    ]);
    expect(seen('b')).toEqual([
      [1, false],
      [1, false],
      [0, true],
    ]);
    expect(seen('c')).toEqual([]);
    expect(await failureOf(client.call(modelInfer, count('d', 1)))).toEqual([
      status.UNIMPLEMENTED,
      "ModelInfer RPC doesn't support models with decoupled transaction policy",
    ]);
  });
});
