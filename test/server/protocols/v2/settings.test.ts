import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { GRPCInferenceService } from '../../../../server/protocols/grpc-v2/generated/grpc_service_pb.ts';
import { TRACE_DEFAULTS, type TraceState } from '../../../../server/telemetry/trace/trace-state.ts';
import { failureOf, GrpcClient } from '../../../support/grpc-client.ts';
import { twoStepEnsemble } from '../../../support/ensembles.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { errorOf, startServer, type TestServer } from '../../../support/server.ts';
import { SAMPLES, tempFolder } from '../../../support/temp.ts';

const { logSettings, traceSetting, modelInfer, modelStreamInfer } = GRPCInferenceService.method;

async function refusal(response: Promise<Response>): Promise<[number, string]> {
  const answer = await response;
  return [answer.status, await errorOf(answer)];
}

describe('the settings of the log', () => {
  const start = () => startServer(SAMPLES, { loadModels: [] });
  const defaults = {
    log_file: '',
    log_info: true,
    log_warning: true,
    log_error: true,
    log_verbose_level: 0,
    log_format: 'default',
  };

  test('are told, and changed in part', async () => {
    const server = await start();
    expect(await (await server.call('/v2/logging')).json()).toEqual(defaults);
    const changed = await server.post('/v2/logging', { log_verbose_level: 2, log_info: null });
    expect(await changed.json()).toEqual({ ...defaults, log_verbose_level: 2 });
  });

  test('decide what is written, and how', async () => {
    const server = await start();
    await server.post('/v2/repository/models/add_sub/load');
    expect(server.log()).toMatch(/^I\d{4} \d\d:\d\d:\d\d\.\d{6} \d+\] "successfully loaded 'add_sub'/m);
    await server.post('/v2/logging', { log_info: false });
    await server.post('/v2/repository/models/mnist/load');
    expect(server.log()).not.toMatch(/mnist/);
    await server.post('/v2/logging', { log_info: true, log_format: 'ISO8601' });
    await server.post('/v2/repository/models/mnist_embedding/load');
    expect(server.log()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ I \d+\] ".*mnist_embedding/m);
  });

  test('from verbose level 1 on tell of each request that fails by its id, be it one of a stream', async () => {
    const server = await startServer(SAMPLES, { loadModels: ['add_sub'] });
    const INPUT0 = Array.from({ length: 16 }, () => 1);
    const failing = (id: string) => server.post('/v2/models/add_sub/generate_stream', { id, INPUT0 });
    await failing('quiet');
    await server.post('/v2/logging', { log_verbose_level: 1 });
    expect((await failing('events')).status).toBe(400);
    const stream = new GrpcClient(server).stream(modelStreamInfer);
    const data = new Uint8Array(Int32Array.from(INPUT0).buffer);
    const inputs = [{ name: 'INPUT0', datatype: 'INT32', shape: [1n, 16n] }];
    stream.end({ modelName: 'add_sub', id: 'streamed', inputs, rawInputContents: [data] });
    for await (const { errorMessage } of stream) expect(errorMessage).toMatch(/expected 2 inputs/);
    const told = [...server.log().matchAll(/request '(\w+)' to model 'add_sub' failed: /g)];
    expect(told.map(([, id]) => id)).toEqual(['events', 'streamed']);
  });

  test.each([
    [{ log_file: 'x' }, 501, 'log file location can not be updated through network protocol'],
    [{ log_format: 'x' }, 503, 'invalid argument for --log_format, got: x'],
    [{ log_info: 1 }, 500, "Unable to parse 'log_info': attempt to access JSON non-boolean as boolean"],
    [{ log_everything: true }, 400, "unknown log setting 'log_everything'"],
  ])('cannot become %o', async (body, code, text) => {
    const server = await start();
    expect(await refusal(server.post('/v2/logging', { log_warning: false, ...body }))).toEqual([code, text]);
    expect(await (await server.call('/v2/logging')).json()).toEqual(defaults);
  });

  test('are the same over gRPC', async () => {
    const client = new GrpcClient(await start());
    const level = { parameterChoice: { case: 'uint32Param', value: 3 } } as const;
    const { settings } = await client.call(logSettings, { settings: { log_verbose_level: level } });
    expect(settings).toMatchObject({
      log_verbose_level: level,
      log_info: { parameterChoice: { case: 'boolParam', value: true } },
      log_format: { parameterChoice: { case: 'stringParam', value: 'default' } },
    });
    const format = { parameterChoice: { case: 'stringParam', value: 'x' } } as const;
    expect(await failureOf(client.call(logSettings, { settings: { log_format: format } }))).toEqual([
      status.INVALID_ARGUMENT,
      'invalid argument for log_format, got: x',
    ]);
  });
});

describe('the settings of traces', () => {
  const start = (trace: Partial<TraceState> = {}) =>
    startServer(SAMPLES, { loadModels: ['add_sub'], trace: { ...TRACE_DEFAULTS, ...trace } });
  const post = (server: TestServer, body: object, path = '/v2/trace/setting') => server.post(path, body);
  const defaults = {
    trace_level: ['OFF'],
    trace_rate: '1000',
    trace_count: '-1',
    log_frequency: '0',
    trace_file: '',
    trace_mode: 'triton',
  };

  test('of a model come before those of the server, and fall back to them', async () => {
    const server = await start();
    const ofModel = '/v2/models/add_sub/trace/setting';
    expect(await (await server.call('/v2/trace/setting')).json()).toEqual(defaults);
    await post(server, { trace_rate: '7', log_frequency: '5' });
    await post(server, { trace_rate: '9' }, ofModel);
    expect(await (await server.call(ofModel)).json()).toMatchObject({ trace_rate: '9', log_frequency: '5' });
    await post(server, { trace_rate: null }, ofModel);
    expect(await (await server.call(ofModel)).json()).toMatchObject({ trace_rate: '7' });
    await post(server, { trace_rate: null });
    expect(await (await server.call(ofModel)).json()).toMatchObject({ trace_rate: '1000' });
  });

  test.each<[object, number, string]>([
    [{ trace_file: 'x' }, 501, 'trace file location can not be updated through network protocol'],
    [{ trace_level: ['OFF', 'TIMESTAMPS'] }, 400, "Expect only one trace level 'OFF' is specified"],
    [{ trace_rate: 'x' }, 400, "Unable to parse 'trace_rate', got: x"],
    [
      { trace_rate: '-1' },
      400,
      "Unable to parse 'trace_rate', value is out of range [ 0, 4294967295 ], got: -1",
    ],
    [{ trace_count: '-2' }, 400, "Unable to parse 'trace_count'. Expecting value >= -1, got:-2"],
    [
      { trace_level: ['TIMESTAMPS'] },
      400,
      'Attempting to set invalid trace setting :trace file name is not given',
    ],
    [{ trace_rate: 5 }, 500, "Unable to parse 'trace_rate': attempt to access JSON non-string as string"],
  ])('cannot become %o', async (body, code, text) => {
    expect(await refusal(post(await start(), body))).toEqual([code, text]);
  });

  test('of an unknown model, or of one version, are none', async () => {
    const server = await start();
    expect(await refusal(server.call('/v2/models/x/trace/setting'))).toEqual([
      404,
      'Request for unknown model : x',
    ]);
    expect((await server.call('/v2/models/add_sub/versions/1/trace/setting')).status).toBe(404);
  });

  test('over gRPC are lists, of which an empty one falls back', async () => {
    const client = new GrpcClient(await start());
    const rate = async (value: string[]) =>
      (await client.call(traceSetting, { settings: { trace_rate: { value } } })).settings['trace_rate']
        ?.value;
    expect(await rate(['7'])).toEqual(['7']);
    expect(await rate([])).toEqual(['1000']);
  });
});

describe('traces', () => {
  const ones = Array.from({ length: 16 }, () => 1);
  const inputs = ['INPUT0', 'INPUT1'].map((name) => ({
    name,
    datatype: 'INT32',
    shape: [1, 16],
    data: ones,
  }));
  interface Entry {
    readonly id: number;
    readonly model_name?: string;
    readonly model_version?: number;
    readonly parent_id?: number;
    readonly request_id?: string;
    readonly timestamps?: readonly { readonly name: string; readonly ns: number }[];
    readonly activity?: string;
    readonly tensor?: { readonly name: string; readonly data: string };
  }
  const entriesIn = async (file: string): Promise<Entry[]> => JSON.parse(await readFile(file, 'utf8'));

  async function traced(state: Partial<TraceState>): Promise<{ server: TestServer; file: string }> {
    const file = join(await tempFolder(), 'traces.json');
    const trace = { ...TRACE_DEFAULTS, rate: 1, file, ...state };
    return { file, server: await startServer(SAMPLES, { loadModels: ['add_sub'], trace }) };
  }

  async function infer(server: TestServer, id: string): Promise<void> {
    await (await server.post('/v2/models/add_sub/infer', { id, inputs })).text();
  }

  test('tell when each stage of a request was reached, in order', async () => {
    const { server, file } = await traced({ levels: ['TIMESTAMPS'] });
    await infer(server, 'seven');
    await server.close();
    const [head, times] = await entriesIn(file);
    expect(head).toEqual({ id: 1, model_name: 'add_sub', model_version: 1, request_id: 'seven' });
    const names = times?.timestamps?.map(({ name }) => name) ?? [];
    expect(names).toEqual([
      'HTTP_RECV_START',
      'HTTP_RECV_END',
      'REQUEST_START',
      'QUEUE_START',
      'COMPUTE_START',
      'COMPUTE_INPUT_END',
      'COMPUTE_OUTPUT_START',
      'COMPUTE_END',
      'INFER_RESPONSE_COMPLETE',
      'REQUEST_END',
      'HTTP_SEND_START',
      'HTTP_SEND_END',
    ]);
    const at = times?.timestamps?.map(({ ns }) => ns) ?? [];
    expect([...at].sort((a, b) => a - b)).toEqual(at);
  });

  test('show the tensors', async () => {
    const { server, file } = await traced({ levels: ['TENSORS'] });
    await infer(server, '');
    await server.close();
    const tensors = (await entriesIn(file)).filter(({ tensor }) => tensor !== undefined);
    expect(tensors.map(({ activity, tensor }) => [activity, tensor?.name])).toEqual([
      ['TENSOR_QUEUE_INPUT', 'INPUT0'],
      ['TENSOR_QUEUE_INPUT', 'INPUT1'],
      ['TENSOR_BACKEND_INPUT', 'INPUT0'],
      ['TENSOR_BACKEND_INPUT', 'INPUT1'],
      ['TENSOR_BACKEND_OUTPUT', 'OUTPUT0'],
      ['TENSOR_BACKEND_OUTPUT', 'OUTPUT1'],
    ]);
    const sums = ones.map(() => 2).join(',');
    expect(tensors[4]?.tensor).toEqual({ name: 'OUTPUT0', data: sums, shape: '1,16', dtype: 'INT32' });
  });

  test('are taken of one request in so many, and of so many at most', async () => {
    const { server, file } = await traced({ levels: ['TIMESTAMPS'], rate: 2, count: 2 });
    for (const id of ['1', '2', '3', '4', '5', '6']) await infer(server, id);
    await server.close();
    const ids = (await entriesIn(file)).flatMap(({ request_id: id }) => id ?? []);
    expect(ids).toEqual(['2', '4']);
  });

  test('go into files of so many each', async () => {
    const { server, file } = await traced({ levels: ['TIMESTAMPS'], logFrequency: 2 });
    for (const id of ['1', '2', '3']) await infer(server, id);
    await server.close();
    const idsIn = async (path: string) => (await entriesIn(path)).flatMap(({ request_id: id }) => id ?? []);
    expect([await idsIn(`${file}.0`), await idsIn(`${file}.1`)]).toEqual([['1', '2'], ['3']]);
  });

  test('are taken of requests over gRPC, and of those that fail', async () => {
    const { server, file } = await traced({ levels: ['TIMESTAMPS'] });
    const client = new GrpcClient(server);
    await failureOf(client.call(modelInfer, { modelName: 'add_sub', id: 'bad' }));
    await server.close();
    const [head, times] = await entriesIn(file);
    expect(head?.request_id).toBe('bad');
    expect(times?.timestamps?.map(({ name }) => name)).toEqual([
      'GRPC_WAITREAD_START',
      'GRPC_WAITREAD_END',
      'REQUEST_START',
      'REQUEST_END',
      'GRPC_SEND_START',
      'GRPC_SEND_END',
    ]);
  });

  test('are taken of each request of a stream, and of generate', async () => {
    const { server, file } = await traced({ levels: ['TIMESTAMPS'] });
    const stream = new GrpcClient(server).stream(modelStreamInfer);
    const data = new Uint8Array(Int32Array.from(ones).buffer);
    stream.write({
      modelName: 'add_sub',
      id: 'streamed',
      inputs: inputs.map(({ name, datatype }) => ({ name, datatype, shape: [1n, 16n] })),
      rawInputContents: [data, data],
    });
    stream.end();
    for await (const { errorMessage } of stream) expect(errorMessage).toBe('');
    const body = { id: 'generated', INPUT0: ones, INPUT1: ones };
    expect((await server.post('/v2/models/add_sub/generate', body)).status).toBe(200);
    await server.close();
    const ids = (await entriesIn(file)).flatMap(({ request_id: id }) => id ?? []);
    expect(ids).toEqual(['streamed', 'generated']);
  });

  test('of an ensemble hold those of its steps, which name it as their parent', async () => {
    const file = join(await tempFolder(), 'traces.json');
    const repository = await repositoryOf(twoStepEnsemble());
    const levels = ['TIMESTAMPS'] as const;
    // One trace a file: the steps are no traces of their own.
    const trace = { ...TRACE_DEFAULTS, rate: 1, logFrequency: 1, file, levels };
    const server = await startServer(repository, { trace });
    const body = {
      id: 'seven',
      inputs: [{ name: 'IN', datatype: 'FP32', shape: [1, 4], data: [1, 2, 3, 4] }],
    };
    expect((await server.post('/v2/models/all/infer', body)).status).toBe(200);
    await server.close();
    const entries = await entriesIn(`${file}.0`);
    const child = { model_name: 'm', model_version: 2, request_id: 'seven', parent_id: 1 };
    expect(entries.filter(({ model_name: name }) => name !== undefined)).toEqual([
      { id: 1, model_name: 'all', model_version: 1, request_id: 'seven' },
      { id: 2, ...child },
      { id: 3, ...child },
    ]);
    const ofStep = entries.find(({ id, timestamps }) => id === 2 && timestamps !== undefined);
    expect(ofStep?.timestamps?.map(({ name }) => name)).toEqual([
      'REQUEST_START',
      'QUEUE_START',
      'COMPUTE_START',
      'COMPUTE_INPUT_END',
      'COMPUTE_OUTPUT_START',
      'COMPUTE_END',
      'INFER_RESPONSE_COMPLETE',
      'REQUEST_END',
    ]);
  });
});
