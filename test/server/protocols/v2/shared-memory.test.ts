import { status as grpcStatus } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { GRPCInferenceService } from '../../../../server/protocols/grpc-v2/generated/grpc_service_pb.ts';
import { failureOf, GrpcClient } from '../../../support/grpc-client.ts';
import { errorOf, startServer, type TestServer } from '../../../support/server.ts';
import { sharedMemory } from '../../../support/shared-memory.ts';
import { SAMPLES } from '../../../support/temp.ts';

const methods = GRPCInferenceService.method;
const SIZE = 64;
const start = () => startServer(SAMPLES, { loadModels: ['add_sub'], clientSharedMemory: true });
const bytesOf = (values: readonly number[]) => new Uint8Array(Int32Array.from(values).buffer);
const intsOf = (bytes: Uint8Array<ArrayBuffer>) => [...new Int32Array(bytes.buffer)];
const range = (from: number) => Array.from({ length: 16 }, (_, index) => from + index);

function register(server: TestServer, name: string, body: object): Promise<Response> {
  return server.post(`/v2/systemsharedmemory/region/${name}/register`, body);
}

async function refusal(response: Promise<Response>): Promise<[number, string]> {
  const answer = await response;
  return [answer.status, await errorOf(answer)];
}

describe('a region of shared memory', () => {
  test('is registered, listed, and forgotten', async () => {
    const server = await start();
    const { key } = sharedMemory(new Uint8Array(200));
    expect(await (await register(server, 'r', { key, offset: 8, byte_size: 64 })).text()).toBe('');
    const status = async (path = '') => (await server.call(`/v2/systemsharedmemory${path}/status`)).json();
    expect(await status()).toEqual([{ name: 'r', key, offset: 8, byte_size: 64 }]);
    expect(await status('/region/r')).toHaveLength(1);
    expect((await server.post('/v2/systemsharedmemory/region/unknown/unregister')).status).toBe(200);
    expect((await server.post('/v2/systemsharedmemory/unregister')).status).toBe(200);
    expect(await status()).toEqual([]);
    expect(await refusal(server.call('/v2/systemsharedmemory/region/r/status'))).toEqual([
      404,
      "Unable to find system shared memory region: 'r'",
    ]);
  });

  test('is refused unless the server was started for it', async () => {
    const server = await startServer(SAMPLES, { loadModels: [] });
    const refused = await refusal(register(server, 'r', { key: '/x', byte_size: 1 }));
    expect(refused).toEqual([
      501,
      "Client shared memory is disabled. Start the server with '--allow-client-shm=true' to enable.",
    ]);
    const { extensions }: { extensions: string[] } = JSON.parse(await (await server.call('/v2')).text());
    expect(extensions).not.toContain('system_shared_memory');
  });

  test.each<[string, object, number, string | RegExp]>([
    ['without a key', { byte_size: 1 }, 400, "Shared memory register request has no 'key' field"],
    ['without a size', { key: '/x' }, 400, "Shared memory register request has no 'byte_size' field"],
    ['that nobody made', { key: '/none', byte_size: 1 }, 500, "Unable to open shared memory region: '/none'"],
    [
      'outside of all memory',
      { key: '/../../etc/passwd', byte_size: 1 },
      500,
      /^Unable to open shared memory/,
    ],
    [
      'of a Python model',
      { key: '/triton_python_backend_shm_region_1', byte_size: 1 },
      400,
      /reserved prefix/,
    ],
  ])('%s is refused', async (_what, body, code, text) => {
    const [got, message] = await refusal(register(await start(), 'r', body));
    expect(got).toBe(code);
    expect(message).toMatch(text);
  });

  test('that is there already, or larger than its memory, is refused', async () => {
    const server = await start();
    const { key } = sharedMemory(new Uint8Array(SIZE));
    await register(server, 'r', { key, byte_size: SIZE });
    expect(await refusal(register(server, 'r', { key, byte_size: SIZE }))).toEqual([
      400,
      "shared memory region 'r' already in manager",
    ]);
    expect(await refusal(register(server, 's', { key, byte_size: SIZE + 1 }))).toEqual([
      400,
      "failed to register shared memory region 's': invalid args",
    ]);
  });

  test('of a GPU cannot be shared', async () => {
    const server = await start();
    expect(await refusal(server.post('/v2/cudasharedmemory/region/r/register', {}))).toEqual([
      400,
      "failed to register CUDA shared memory region: 'r', GPUs not supported",
    ]);
    expect(await (await server.call('/v2/cudasharedmemory/status')).json()).toEqual([]);
  });
});

describe('tensors in shared memory', () => {
  const place = (region: string, offset: number) => ({
    shared_memory_region: region,
    shared_memory_offset: offset,
    shared_memory_byte_size: SIZE,
  });
  const input = (name: string, offset: number, region = 'in') => ({
    name,
    datatype: 'INT32',
    shape: [1, 16],
    parameters: place(region, offset),
  });

  async function prepared(server: TestServer) {
    const inputs = sharedMemory(new Uint8Array([...bytesOf(range(0)), ...bytesOf(range(100))]));
    const outputs = sharedMemory(new Uint8Array(2 * SIZE));
    await register(server, 'in', { key: inputs.key, byte_size: 2 * SIZE });
    await register(server, 'out', { key: outputs.key, byte_size: 2 * SIZE });
    return outputs;
  }

  test('are read and written there, and not carried over HTTP', async () => {
    const server = await start();
    const memory = await prepared(server);
    const response = await server.post('/v2/models/add_sub/infer', {
      inputs: [input('INPUT0', 0), input('INPUT1', SIZE)],
      outputs: [
        { name: 'OUTPUT0', parameters: place('out', 0) },
        { name: 'OUTPUT1', parameters: place('out', SIZE) },
      ],
    });
    expect(JSON.parse(await response.text()).outputs).toEqual([
      { name: 'OUTPUT0', datatype: 'INT32', shape: [1, 16], parameters: place('out', 0) },
      { name: 'OUTPUT1', datatype: 'INT32', shape: [1, 16], parameters: place('out', SIZE) },
    ]);
    const sums = range(0).map((value) => 2 * value + 100);
    expect(intsOf(memory.bytes())).toEqual([...sums, ...range(0).map(() => -100)]);
  });

  test('are read and written there, and not carried over gRPC', async () => {
    const server = await start();
    const memory = await prepared(server);
    const client = new GrpcClient(server);
    const at = (region: string, offset: number) => ({
      shared_memory_region: { parameterChoice: { case: 'stringParam', value: region } as const },
      shared_memory_offset: { parameterChoice: { case: 'int64Param', value: BigInt(offset) } as const },
      shared_memory_byte_size: { parameterChoice: { case: 'int64Param', value: BigInt(SIZE) } as const },
    });
    const tensor = (name: string, offset: number) => ({
      name,
      datatype: 'INT32',
      shape: [1n, 16n],
      parameters: at('in', offset),
    });
    const response = await client.call(methods.modelInfer, {
      modelName: 'add_sub',
      inputs: [tensor('INPUT0', 0), tensor('INPUT1', SIZE)],
      outputs: [{ name: 'OUTPUT0', parameters: at('out', SIZE) }, { name: 'OUTPUT1' }],
    });
    expect(response.rawOutputContents.map((bytes) => bytes.byteLength)).toEqual([0, SIZE]);
    expect(response.outputs[0]?.parameters).toMatchObject(at('out', SIZE));
    expect(intsOf(memory.bytes()).slice(16)).toEqual(range(0).map((value) => 2 * value + 100));
  });

  test('of an unknown region, or outside of it, are refused', async () => {
    const server = await start();
    await prepared(server);
    const infer = (first: object, outputs: object[] = []) =>
      refusal(server.post('/v2/models/add_sub/infer', { inputs: [first, input('INPUT1', SIZE)], outputs }));
    expect(await infer(input('INPUT0', 0, 'x'))).toEqual([404, "Unable to find shared memory region: 'x'"]);
    expect(await infer(input('INPUT0', 2 * SIZE))).toEqual([
      400,
      "Invalid offset for shared memory region: 'in'",
    ]);
    expect(await infer(input('INPUT0', SIZE + 4))).toEqual([
      400,
      "Invalid offset + byte size for shared memory region: 'in'",
    ]);
    const narrow = { ...place('out', 0), shared_memory_byte_size: 60 };
    expect(await infer(input('INPUT0', 0), [{ name: 'OUTPUT0', parameters: narrow }])).toEqual([
      500,
      "shared memory size specified with the request for output 'OUTPUT0' (60 bytes) should be at least 64 bytes to hold the results",
    ]);
  });

  test.each([
    [{ classification: 1 }, "Output can't set both 'shared_memory_region' and 'classification'"],
    [{ binary_data: true }, "Output can't set both 'shared_memory_region' and 'binary_data'"],
  ])('cannot be %o as well', async (wish, text) => {
    const server = await start();
    await prepared(server);
    const outputs = [{ name: 'OUTPUT0', parameters: { ...place('out', 0), ...wish } }];
    const inputs = [input('INPUT0', 0), input('INPUT1', SIZE)];
    expect(await refusal(server.post('/v2/models/add_sub/infer', { inputs, outputs }))).toEqual([400, text]);
  });

  test('are managed over gRPC as well', async () => {
    const client = new GrpcClient(await start());
    const { key } = sharedMemory(new Uint8Array(SIZE));
    await client.call(methods.systemSharedMemoryRegister, { name: 'r', key, byteSize: 64n });
    const { regions } = await client.call(methods.systemSharedMemoryStatus, {});
    expect(regions).toMatchObject({ r: { name: 'r', key, offset: 0n, byteSize: 64n } });
    await client.call(methods.systemSharedMemoryUnregister, { name: 'r' });
    expect(await failureOf(client.call(methods.systemSharedMemoryStatus, { name: 'r' }))).toEqual([
      grpcStatus.NOT_FOUND,
      "Unable to find system shared memory region: 'r'",
    ]);
    expect((await failureOf(client.call(methods.cudaSharedMemoryRegister, { name: 'r' })))[0]).toBe(
      grpcStatus.INVALID_ARGUMENT,
    );
  });
});
