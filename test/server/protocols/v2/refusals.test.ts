import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { GRPCInferenceService } from '../../../../server/protocols/grpc-v2/generated/grpc_service_pb.ts';
import { failureOf, GrpcClient } from '../../../support/grpc-client.ts';
import { identityModel, onnxModel } from '../../../support/onnx.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { errorOf, startServer } from '../../../support/server.ts';

const { modelInfer, modelMetadata, repositoryIndex, repositoryModelLoad, systemSharedMemoryRegister } =
  GRPCInferenceService.method;
const { INVALID_ARGUMENT, UNAVAILABLE, UNIMPLEMENTED } = status;

/** `m` batches; the `bias` of `biased` may be left out. */
async function serve() {
  const tensor = (name: string) => ({ name, datatype: 'FP32' as const, shape: [1] });
  const biased = onnxModel({
    inputs: [tensor('x'), tensor('bias')],
    outputs: [tensor('y')],
    nodes: [{ op: 'Add', inputs: ['x', 'bias'], outputs: ['y'] }],
    weights: [{ name: 'bias', shape: [1], values: Float32Array.of(1) }],
  });
  const server = await startServer(
    await repositoryOf({ 'm/1/model.onnx': identityModel('FP32'), 'biased/1/model.onnx': biased }),
    { clientSharedMemory: true, maxInputBytes: 1000 },
  );
  return { server, grpc: new GrpcClient(server) };
}

const input = (shape: readonly number[], data: readonly number[] = [1, 2, 3, 4]) => ({
  name: 'in',
  datatype: 'FP32',
  shape,
  data,
});
const NO_SHAPE = "input 'in' has no shape but model requires batch dimension for 'm'";
const RESERVED =
  "parameter keys starting with 'triton_' are reserved for Triton usage and should not be specified.";
const TOO_FEW =
  "[request id: <id_unknown>] expected number of inputs between 1 and 2 but got 0 inputs for model 'biased'." +
  " Got input(s) [], but missing required input(s) ['x']. Please provide all required input(s).";
const NO_REPOSITORY = "'repository_name' specification is not supported";
const NO_REGION_NAME = "'region name' is necessary to register system shared memory region";

describe('what the protocol refuses over HTTP', () => {
  test.each([
    ['an input without batch dimension', 'models/m/infer', { inputs: [input([], [1])] }, 400, NO_SHAPE],
    ['too few inputs of a model with optional ones', 'models/biased/infer', { inputs: [] }, 400, TOO_FEW],
    [
      'a wrong shape of a model that does not batch',
      'models/biased/infer',
      { inputs: [{ name: 'x', datatype: 'FP32', shape: [2], data: [1, 2] }] },
      400,
      "unexpected shape for input 'x' for model 'biased'. Expected [1], got [2].",
    ],
    [
      'a reserved parameter',
      'models/m/infer',
      { inputs: [input([1, 4])], parameters: { triton_x: 1 } },
      400,
      RESERVED,
    ],
    [
      'a long sequence id',
      'models/m/infer',
      { inputs: [input([1, 4])], parameters: { sequence_id: 'x'.repeat(129) } },
      501,
      'string correlation ID cannot be longer than 128 characters',
    ],
    [
      'an index of what is no truth value',
      'repository/index',
      { ready: 'yes' },
      400,
      "Invalid value for 'ready': expected a boolean",
    ],
    ['a load from one repository', 'repository/mine/models/m/load', {}, 501, NO_REPOSITORY],
    [
      'a region without a name',
      'systemsharedmemory/register',
      { key: '/k', byte_size: 4 },
      400,
      NO_REGION_NAME,
    ],
  ])('%s', async (_what, path, body, code, text) => {
    const { server } = await serve();
    const answer = await server.post(`/v2/${path}`, body);
    expect([answer.status, await errorOf(answer)]).toEqual([code, text]);
  });

  test('a tensor in JSON that is larger than the limit', async () => {
    const { server } = await serve();
    const data = Array.from({ length: 64 * 4 }, () => 1);
    const answer = await server.post('/v2/models/m/infer', { inputs: [input([64, 4], data)] });
    expect(answer.status).toBe(400);
    expect(await errorOf(answer)).toBe(
      "JSON input 'in' has a byte_size (1024) that exceeds the maximum allowed value of 1000 bytes." +
        ' Use --http-max-input-size to increase the limit.',
    );
  });

  test('a version that is unloaded, by its number and without', async () => {
    const { server } = await serve();
    await server.post('/v2/repository/models/m/unload');
    const numbered = await server.call('/v2/models/m/versions/1');
    expect([numbered.status, await errorOf(numbered)]).toEqual([
      503,
      "Request for unknown model: 'm' version 1 is not at ready state",
    ]);
    const newest = await server.call('/v2/models/m');
    expect([newest.status, await errorOf(newest)]).toEqual([
      404,
      "Request for unknown model: 'm' has no available versions",
    ]);
  });
});

describe('what the protocol refuses over gRPC', () => {
  const tensor = (shape: readonly bigint[]) => ({ name: 'in', datatype: 'FP32', shape: [...shape] });
  const rawInputContents = [new Uint8Array(16)];

  test('is the same with the same words', async () => {
    const { server, grpc } = await serve();
    expect(
      await failureOf(
        grpc.call(modelInfer, {
          modelName: 'm',
          inputs: [tensor([])],
          rawInputContents: [new Uint8Array(4)],
        }),
      ),
    ).toEqual([INVALID_ARGUMENT, NO_SHAPE]);
    expect(await failureOf(grpc.call(modelInfer, { modelName: 'biased' }))).toEqual([
      INVALID_ARGUMENT,
      TOO_FEW,
    ]);
    const parameters = { triton_x: { parameterChoice: { case: 'boolParam' as const, value: true } } };
    expect(
      await failureOf(
        grpc.call(modelInfer, {
          modelName: 'm',
          inputs: [tensor([1n, 4n])],
          rawInputContents,
          parameters,
        }),
      ),
    ).toEqual([INVALID_ARGUMENT, RESERVED]);
    expect(await failureOf(grpc.call(repositoryIndex, { repositoryName: 'mine' }))).toEqual([
      UNIMPLEMENTED,
      NO_REPOSITORY,
    ]);
    expect(
      await failureOf(grpc.call(repositoryModelLoad, { repositoryName: 'mine', modelName: 'm' })),
    ).toEqual([UNIMPLEMENTED, NO_REPOSITORY]);
    expect(await failureOf(grpc.call(systemSharedMemoryRegister, { key: '/k', byteSize: 4n }))).toEqual([
      INVALID_ARGUMENT,
      NO_REGION_NAME,
    ]);
    await server.post('/v2/repository/models/m/unload');
    expect(await failureOf(grpc.call(modelMetadata, { name: 'm', version: '1' }))).toEqual([
      UNAVAILABLE,
      "Request for unknown model: 'm' version 1 is not at ready state",
    ]);
  });

  test('an empty model name', async () => {
    const { grpc } = await serve();
    expect(await failureOf(grpc.call(repositoryModelLoad, { modelName: '' }))).toEqual([
      INVALID_ARGUMENT,
      'Model name cannot be empty. Please enter a valid name to deploy.',
    ]);
  });
});
