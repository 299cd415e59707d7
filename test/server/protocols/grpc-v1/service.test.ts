import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import {
  type InferRequestHeader_InputSchema,
  type InferRequestHeader_OutputSchema,
  RequestStatusCode as Code,
} from '../../../../server/protocols/grpc-v1/generated/v1_api_pb.ts';
import {
  GRPCService,
  HealthRequestSchema,
  InferRequestSchema,
  InferResponseSchema,
  type InferResponse,
  ModelControlRequest_Type as Action,
  type SharedMemoryControlRequestSchema,
  SharedMemoryControlResponseSchema,
} from '../../../../server/protocols/grpc-v1/generated/v1_grpc_service_pb.ts';
import { ModelReadyState } from '../../../../server/protocols/grpc-v1/generated/v1_server_status_pb.ts';
import { encode, type Field } from '../../../support/client-2019/wire.ts';
import { GrpcClient } from '../../../support/grpc-client.ts';
import { heavyModel, identityModel } from '../../../support/onnx.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { startServer, type TestServer } from '../../../support/server.ts';
import { sharedMemory } from '../../../support/shared-memory.ts';
import { SAMPLES } from '../../../support/temp.ts';
import { callV1 } from '../../../support/v1-http-client.ts';
import { ints, ONES, RANGE, simple } from '../../../support/v1-models.ts';

const { method } = GRPCService;
const NEWEST = -1n;

type Request = MessageInitShape<typeof InferRequestSchema>;

interface Header {
  readonly batchSize?: number;
  readonly id?: bigint;
  readonly input?: MessageInitShape<typeof InferRequestHeader_InputSchema>[];
  readonly output?: MessageInitShape<typeof InferRequestHeader_OutputSchema>[];
}

interface Rest {
  readonly modelVersion?: bigint;
  readonly rawInput?: Uint8Array[];
}

const INPUTS = [
  { name: 'INPUT0', dims: [16n] },
  { name: 'INPUT1', dims: [16n] },
];
const OUTPUTS = [{ name: 'OUTPUT0' }, { name: 'OUTPUT1' }];
const DATA = [ints(...RANGE), ints(...ONES)];

function request(header: Header = {}, more: Rest = {}): Request {
  const metaData = { batchSize: 1, input: INPUTS, output: OUTPUTS, ...header };
  return { modelName: 'simple', modelVersion: NEWEST, metaData, rawInput: DATA, ...more };
}

const numbers = (bytes: Uint8Array | undefined) => [...new Int32Array(Uint8Array.from(bytes ?? []).buffer)];
const endOf = ({ requestStatus }: Pick<InferResponse, 'requestStatus'>) =>
  [requestStatus?.code, requestStatus?.msg] as const;
const bytesOf = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex').toString('hex');
const text = (words: string) => Buffer.from(words).toString('hex');

async function clientOf(started: TestServer | Promise<TestServer>) {
  const server = await started;
  return { server, client: new GrpcClient(server) };
}

describe('the service of 2019, byte for byte', () => {
  test('says that it lives', async () => {
    const { client } = await clientOf(simple());
    const live = toBinary(HealthRequestSchema, create(HealthRequestSchema, { mode: 'live' }));
    const answer = await client.raw(method.health, live);
    expect(answer.toString('hex')).toBe(bytesOf(`0a 11 08 01 1a 0b ${text('inference:0')} 20 01 10 01`));
  });

  test('answers for an unknown model with a status and an empty header', async () => {
    const { client, server } = await clientOf(simple());
    for (let answers = 0; answers < 16; answers += 1) await callV1(server, 'GET', '/api/health/live');
    const asked = create(InferRequestSchema, { modelName: 'x', modelVersion: NEWEST });
    const answer = await client.raw(method.infer, toBinary(InferRequestSchema, asked));
    const words = text("Inference request for unknown model 'x'");
    expect(answer.toString('hex')).toBe(
      bytesOf(`0a 3a 08 06 12 27 ${words} 1a 0b ${text('inference:0')} 20 11 12 00`),
    );
  });

  test('answers with a header whose bytes are those of the HTTP answer', async () => {
    const { client } = await clientOf(simple());
    const { metaData } = await client.call(method.infer, request());
    const bytes = toBinary(InferResponseSchema, create(InferResponseSchema, { metaData }));
    expect(Buffer.from(bytes).toString('hex')).toBe(
      bytesOf(
        `12 30 0a 06 73 69 6d 70 6c 65 10 01 18 01 22 10 0a 07 4f 55 54 50 55 54 30 12 05 0a 01 10 10 40
         22 10 0a 07 4f 55 54 50 55 54 31 12 05 0a 01 10 10 40`.replaceAll('\n', ''),
      ),
    );
  });
});

describe('an inference over the gRPC of 2019', () => {
  test('gives its outputs in the order in which they were asked for', async () => {
    const { client } = await clientOf(simple());
    const { rawOutput, metaData } = await client.call(
      method.infer,
      request({ output: OUTPUTS.toReversed() }),
    );
    expect(metaData?.output.map(({ name }) => name)).toEqual(['OUTPUT1', 'OUTPUT0']);
    expect(rawOutput.map(numbers)).toEqual([
      RANGE.map((value) => value - 1),
      RANGE.map((value) => value + 1),
    ]);
  });

  test('may have a batch, and a version by number', async () => {
    const { client } = await clientOf(simple());
    const rawInput = [ints(...RANGE, ...ONES), ints(...ONES, ...ONES)];
    const { rawOutput, metaData } = await client.call(
      method.infer,
      request({ batchSize: 2, output: [{ name: 'OUTPUT0' }] }, { rawInput, modelVersion: 1n }),
    );
    expect(metaData).toMatchObject({ batchSize: 2, modelVersion: 1n });
    expect(metaData?.output[0]?.raw).toMatchObject({ dims: [16n], batchByteSize: 128n });
    expect(numbers(rawOutput[0])).toEqual([...RANGE.map((value) => value + 1), ...ONES.map(() => 2)]);
  });

  test('has an empty entry for classes', async () => {
    const { client } = await clientOf(startServer(SAMPLES, { loadModels: ['mnist'] }));
    const { rawOutput, metaData } = await client.call(method.infer, {
      modelName: 'mnist',
      modelVersion: NEWEST,
      metaData: {
        batchSize: 2,
        input: [{ name: 'image' }],
        output: [{ name: 'probabilities', cls: { count: 3 } }],
      },
      rawInput: [new Uint8Array(2 * 784 * 4)],
    });
    expect(rawOutput.map(({ byteLength }) => byteLength)).toEqual([0]);
    const classes = metaData?.output[0]?.batchClasses ?? [];
    expect(classes.map(({ cls }) => cls.length)).toEqual([3, 3]);
    expect(classes[0]?.cls[0]?.label).toMatch(/^\d$/);
  });

  test('may have strings', async () => {
    const { client } = await clientOf(
      startServer(await repositoryOf({ 'echo/1/model.onnx': identityModel('BYTES', ['batch', 2]) })),
    );
    const data = Uint8Array.of(2, 0, 0, 0, 0x61, 0x62, 0, 0, 0, 0);
    const { rawOutput } = await client.call(method.infer, {
      modelName: 'echo',
      modelVersion: NEWEST,
      metaData: {
        batchSize: 1,
        input: [{ name: 'in', dims: [2n], batchByteSize: 10n }],
        output: [{ name: 'out' }],
      },
      rawInput: [data],
    });
    expect(rawOutput.map((bytes) => [...bytes])).toEqual([[...data]]);
  });

  test('passes over entries that no input is made of', async () => {
    const { client } = await clientOf(simple());
    const answer = await client.call(method.infer, request({}, { rawInput: [...DATA, ints(1)] }));
    expect(endOf(answer)).toEqual([Code.SUCCESS, '']);
  });

  test.each<[string, Header, Rest, Code, string]>([
    [
      'no batch size',
      { batchSize: 0 },
      {},
      Code.INVALID_ARG,
      "inference request batch-size must be >= 1 for 'simple'",
    ],
    [
      'too few entries',
      {},
      { rawInput: DATA.slice(0, 1) },
      Code.INVALID_ARG,
      "expected tensor data for at least 1 inputs but got only 1 sets of data for model 'simple'",
    ],
    [
      'an entry of another size',
      {},
      { rawInput: [ints(1), ints(1)] },
      Code.INVALID_ARG,
      "unexpected size 4 for input 'INPUT0', expecting 64 for model 'simple'",
    ],
    [
      'a region that nobody registered',
      { input: INPUTS.map((input) => ({ ...input, sharedMemory: { name: 'r', byteSize: 64n } })) },
      {},
      Code.NOT_FOUND,
      "shared memory block 'r' not found in manager",
    ],
    [
      'a version of 0, which is what leaving it out means',
      {},
      { modelVersion: 0n },
      Code.UNAVAILABLE,
      "Inference request for unknown model 'simple'",
    ],
  ])('with %s says so in its message, with the id alone beside it', async (_, header, more, code, words) => {
    const { client } = await clientOf(simple());
    const answer = await client.call(method.infer, request({ ...header, id: 7n }, more));
    expect(endOf(answer)).toEqual([code, words]);
    expect(answer.metaData).toMatchObject({ id: 7n, modelName: '', output: [] });
    expect(answer.rawOutput).toEqual([]);
  });

  test('is counted for 2019 and for today alike, whichever way it came', async () => {
    const { client, server } = await clientOf(simple());
    await client.call(method.infer, request());
    await server.post('/v2/models/simple/infer', {
      inputs: ['INPUT0', 'INPUT1'].map((name) => ({ name, shape: [1, 16], datatype: 'INT32', data: ONES })),
    });
    const { serverStatus } = await client.call(method.status, { modelName: 'simple' });
    const version = serverStatus?.modelStatus['simple']?.versionStatus['1'];
    expect(version?.inferStats[1]?.success?.count).toBe(2n);
    expect(version?.modelInferenceCount).toBe(2n);
    const today: { model_stats: { inference_count: number }[] } = JSON.parse(
      await (await server.call('/v2/models/simple/stats')).text(),
    );
    expect(today.model_stats.map(({ inference_count: count }) => count)).toEqual([2]);
  });
});

describe('a stream of 2019', () => {
  test('is answered in the order of its requests, failures among them, and ends well', async () => {
    const { client } = await clientOf(
      startServer(
        await repositoryOf({
          'slow/1/model.onnx': heavyModel(1024, 200),
          'fast/1/model.onnx': identityModel('FP32', ['batch', 4]),
        }),
      ),
    );
    const one = (modelName: string, id: bigint, width: number): Request => ({
      modelName,
      modelVersion: NEWEST,
      metaData: {
        id,
        batchSize: 1,
        input: [{ name: 'in', dims: [BigInt(width)] }],
        output: [{ name: 'out' }],
      },
      rawInput: [new Uint8Array(width * 4)],
    });
    const stream = client.stream(method.streamInfer);
    stream.write(one('slow', 1n, 1024));
    stream.write(one('none', 2n, 4));
    stream.write(one('fast', 3n, 4));
    stream.end();
    const answers: [bigint | undefined, Code | undefined][] = [];
    for await (const { metaData, requestStatus } of stream) answers.push([metaData?.id, requestStatus?.code]);
    expect(answers).toEqual([
      [1n, Code.SUCCESS],
      [2n, Code.UNAVAILABLE],
      [3n, Code.SUCCESS],
    ]);
  });
});

describe('what the server tells over the gRPC of 2019', () => {
  test('whether it lives, whether it is ready, and nothing else', async () => {
    const { client } = await clientOf(simple());
    expect(await client.call(method.health, { mode: 'ready' })).toMatchObject({ health: true });
    const other = await client.call(method.health, { mode: 'x' });
    expect([...endOf(other), other.health]).toEqual([Code.UNKNOWN, "unknown health mode 'x'", false]);
  });

  test('the status of all models, of one, and of none', async () => {
    const { client } = await clientOf(simple());
    const all = await client.call(method.status, {});
    expect(Object.keys(all.serverStatus?.modelStatus ?? {})).toEqual(['simple']);
    const version = all.serverStatus?.modelStatus['simple']?.versionStatus['1'];
    expect(version?.readyState).toBe(ModelReadyState.MODEL_READY);
    const none = await client.call(method.status, { modelName: 'none' });
    expect(none.requestStatus?.code).toBe(Code.INVALID_ARG);
    expect(none.serverStatus).toBeUndefined();
    expect(endOf(await client.call(method.profile, {}))).toEqual([Code.SUCCESS, '']);
  });
});

describe('model control over the gRPC of 2019', () => {
  test('unloads, loads, and says why it cannot', async () => {
    const { client } = await clientOf(simple());
    const control = (modelName: string, type: Action) =>
      client.call(method.modelControl, { modelName, type });
    expect(endOf(await control('simple', Action.UNLOAD))).toEqual([Code.SUCCESS, '']);
    expect((await client.call(method.infer, request())).requestStatus?.code).toBe(Code.UNAVAILABLE);
    expect(endOf(await control('simple', Action.LOAD))).toEqual([Code.SUCCESS, '']);
    expect((await client.call(method.infer, request())).requestStatus?.code).toBe(Code.SUCCESS);
    expect(endOf(await control('none', Action.LOAD))).toEqual([
      Code.INTERNAL,
      "failed to load 'none', no version is available",
    ]);
  });
});

describe.each(['none', 'poll'] as const)('model control in mode %s', (controlMode) => {
  test('is refused in the message, and the call itself ends well', async () => {
    const { client } = await clientOf(simple({ controlMode }));
    const answer = await client.call(method.modelControl, { modelName: 'simple', type: Action.LOAD });
    expect(endOf(answer)).toEqual([
      Code.UNAVAILABLE,
      'explicit model load / unload is not allowed if polling is enabled',
    ]);
  });
});

describe('shared memory over the gRPC of 2019', () => {
  test('is registered, used for inputs and outputs, listed where every client looks, and forgotten', async () => {
    const { client } = await clientOf(simple({ clientSharedMemory: true }));
    const memory = sharedMemory(new Uint8Array(Buffer.concat([...DATA, new Uint8Array(64)])));
    type Control = MessageInitShape<typeof SharedMemoryControlRequestSchema>['sharedMemoryControl'];
    const control = (sharedMemoryControl: NonNullable<Control>) =>
      client.call(method.sharedMemoryControl, { sharedMemoryControl });
    const system = { case: 'systemSharedMemory', value: { sharedMemoryKey: memory.key } } as const;
    const registration = { name: 'r', offset: 0n, byteSize: 192n, sharedMemoryTypes: system };
    expect(endOf(await control({ case: 'register', value: registration }))).toEqual([Code.SUCCESS, '']);
    expect(endOf(await control({ case: 'register', value: registration }))).toEqual([
      Code.ALREADY_EXISTS,
      "shared memory block 'r' already in manager",
    ]);

    const at = (offset: bigint) => ({ sharedMemory: { name: 'r', offset, byteSize: 64n } });
    const input = [
      { name: 'INPUT0', ...at(0n) },
      { name: 'INPUT1', ...at(64n) },
    ];
    const output = [{ name: 'OUTPUT0', ...at(128n) }];
    const answer = await client.call(method.infer, request({ input, output }, { rawInput: [] }));
    expect([...endOf(answer), ...answer.rawOutput.map(({ byteLength }) => byteLength)]).toEqual([1, '', 0]);
    expect([...new Int32Array(memory.bytes().buffer, 128)]).toEqual(RANGE.map((value) => value + 1));

    const { sharedMemoryControlResponse: listed } = await control({ case: 'status', value: {} });
    expect(listed.value?.sharedMemoryRegion.map(({ name, byteSize }) => [name, byteSize])).toEqual([
      ['r', 192n],
    ]);
    expect(listed.value?.asReadByClients.map(({ name }) => name)).toEqual(['r']);
    expect(endOf(await control({ case: 'unregister', value: { name: 'unknown' } }))).toEqual([
      Code.SUCCESS,
      '',
    ]);
    await control({ case: 'unregisterAll', value: {} });
    const { sharedMemoryControlResponse: empty } = await control({ case: 'status', value: {} });
    expect(empty.value?.sharedMemoryRegion).toEqual([]);
  });

  test('is registered and forgotten with the messages of 1.6, too', async () => {
    const { client } = await clientOf(simple({ clientSharedMemory: true }));
    const memory = sharedMemory(new Uint8Array(128));
    const of16 = async (fields: Field[]) => {
      const bytes = await client.raw(method.sharedMemoryControl, encode(fields));
      return fromBinary(SharedMemoryControlResponseSchema, bytes).requestStatus?.code;
    };
    const listed = async () => {
      const sharedMemoryControl = { case: 'status', value: {} } as const;
      const { sharedMemoryControlResponse: list } = await client.call(method.sharedMemoryControl, {
        sharedMemoryControl,
      });
      return list.value?.sharedMemoryRegion.map(({ name, offset, byteSize }) => [name, offset, byteSize]);
    };
    const region = (name: string): Field => [
      2,
      [
        [1, name],
        [2, memory.key],
        [3, 64],
        [4, 32],
      ],
    ];
    expect([await of16([region('a')]), await of16([region('b')])]).toEqual([Code.SUCCESS, Code.SUCCESS]);
    expect(await of16([region('b')])).toBe(Code.ALREADY_EXISTS);
    expect(await listed()).toEqual([
      ['a', 64n, 32n],
      ['b', 64n, 32n],
    ]);
    expect(
      await of16([
        [1, 1],
        [2, [[1, 'a']]],
      ]),
    ).toBe(Code.SUCCESS);
    expect(await listed()).toEqual([['b', 64n, 32n]]);
    expect(await of16([[1, 2]])).toBe(Code.SUCCESS);
    expect(await listed()).toEqual([]);
  });

  test('of a graphics card, and a request for nothing, are refused', async () => {
    const { client } = await clientOf(simple({ clientSharedMemory: true }));
    const cuda = { case: 'cudaSharedMemory', value: {} } as const;
    const register = { case: 'register', value: { name: 'r', sharedMemoryTypes: cuda } } as const;
    expect(endOf(await client.call(method.sharedMemoryControl, { sharedMemoryControl: register }))).toEqual([
      Code.INTERNAL,
      'only system shared memory is supported currently',
    ]);
    expect(endOf(await client.call(method.sharedMemoryControl, {}))).toEqual([
      Code.UNKNOWN,
      'unknown sharedmemorycontrol request type',
    ]);
  });
});
