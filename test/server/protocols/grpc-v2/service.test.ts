import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import {
  Health,
  HealthCheckResponse_ServingStatus,
} from '../../../../server/protocols/grpc/generated/grpc/health/v1/health_pb.ts';
import { GRPCInferenceService } from '../../../../server/protocols/grpc-v2/generated/grpc_service_pb.ts';
import type { ServerOptions } from '../../../../server/options.ts';
import { failureOf, GrpcClient } from '../../../support/grpc-client.ts';
import { identityModel } from '../../../support/onnx.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { startServer } from '../../../support/server.ts';
import { copyOfSamples, SAMPLES } from '../../../support/temp.ts';

const methods = GRPCInferenceService.method;
const start = async (options: Partial<ServerOptions> = {}) =>
  new GrpcClient(await startServer(SAMPLES, { loadModels: ['mnist'], ...options }));

describe('the server over gRPC', () => {
  test('is live and ready, also for the standard health service', async () => {
    const client = await start();
    expect(await client.call(methods.serverLive, {})).toMatchObject({ live: true });
    expect(await client.call(methods.serverReady, {})).toMatchObject({ ready: true });
    const { SERVING } = HealthCheckResponse_ServingStatus;
    expect(await client.call(Health.method.check, { service: 'x' })).toMatchObject({ status: SERVING });
  });

  test('is not ready when a model of the start failed', async () => {
    const repository = await repositoryOf({ 'bad/1/model.onnx': 'x' });
    const client = new GrpcClient(await startServer(repository));
    expect(await client.call(methods.serverReady, {})).toMatchObject({ ready: false });
    const { NOT_SERVING } = HealthCheckResponse_ServingStatus;
    expect(await client.call(Health.method.check, {})).toMatchObject({ status: NOT_SERVING });
  });

  test('tells its name, version and extensions as over HTTP', async () => {
    const server = await startServer(SAMPLES, { loadModels: [] });
    const metadata = await new GrpcClient(server).call(methods.serverMetadata, {});
    expect(metadata).toMatchObject(JSON.parse(await (await server.call('/v2')).text()));
  });

  test('a model that is not there is not ready, which is no error', async () => {
    const client = await start();
    const ready = async (name: string, version = '') =>
      (await client.call(methods.modelReady, { name, version })).ready;
    expect([await ready('mnist'), await ready('mnist', '1')]).toEqual([true, true]);
    expect([await ready('x'), await ready('mnist', '7'), await ready('add_sub')]).toEqual([
      false,
      false,
      false,
    ]);
    const [code] = await failureOf(client.call(methods.modelReady, { name: 'mnist', version: '-1' }));
    expect(code).toBe(status.INVALID_ARGUMENT);
  });

  test('describes a model', async () => {
    const client = await start();
    expect(await client.call(methods.modelMetadata, { name: 'mnist' })).toMatchObject({
      name: 'mnist',
      versions: ['1', '2'],
      platform: 'onnxruntime_onnx',
      inputs: [{ name: 'image', datatype: 'FP32', shape: [-1n, 1n, 28n, 28n] }],
      outputs: [{ name: 'probabilities', datatype: 'FP32', shape: [-1n, 10n] }],
    });
    expect((await client.call(methods.modelMetadata, { name: 'mnist', version: '2' })).versions).toEqual([
      '2',
    ]);
    expect(await failureOf(client.call(methods.modelMetadata, { name: 'x' }))).toEqual([
      status.NOT_FOUND,
      "Request for unknown model: 'x' is not found",
    ]);
  });

  test('gives the configuration in effect', async () => {
    const { config } = await (await start()).call(methods.modelConfig, { name: 'mnist' });
    expect(config).toMatchObject({
      name: 'mnist',
      maxBatchSize: 64,
      backend: 'onnxruntime',
      input: [{ name: 'image', dims: [1n, 28n, 28n] }],
    });
  });
});

describe('the repository over gRPC', () => {
  test('lists every version with its state', async () => {
    const client = await start();
    const { models } = await client.call(methods.repositoryIndex, {});
    expect(models.map(({ name, version, state }) => [name, version, state])).toEqual([
      ['add_sub', '', ''],
      ['mnist', '1', 'READY'],
      ['mnist', '2', 'READY'],
      ['mnist_embedding', '', ''],
      ['mnist_fixed_batch', '', ''],
    ]);
    expect((await client.call(methods.repositoryIndex, { ready: true })).models).toHaveLength(2);
    expect((await failureOf(client.call(methods.repositoryIndex, { repositoryName: 'r' })))[0]).toBe(
      status.UNIMPLEMENTED,
    );
  });

  test('loads and unloads', async () => {
    const client = await start();
    const ready = async () => (await client.call(methods.modelReady, { name: 'add_sub' })).ready;
    await client.call(methods.repositoryModelLoad, { modelName: 'add_sub' });
    expect(await ready()).toBe(true);
    await client.call(methods.repositoryModelUnload, { modelName: 'add_sub' });
    expect(await ready()).toBe(false);
  });

  test('loads with another configuration and other files', async () => {
    const server = await startServer(await copyOfSamples('add_sub'));
    const client = new GrpcClient(server);
    const config = { case: 'stringParam', value: JSON.stringify({ max_batch_size: 3 }) } as const;
    const file = { case: 'bytesParam', value: identityModel('FP32') } as const;
    await client.call(methods.repositoryModelLoad, {
      modelName: 'add_sub',
      parameters: { config: { parameterChoice: config }, 'file:1/model.onnx': { parameterChoice: file } },
    });
    const metadata = await client.call(methods.modelMetadata, { name: 'add_sub' });
    expect(metadata.inputs).toMatchObject([{ name: 'in', shape: [-1n, 4n] }]);
  });

  const text = { parameterChoice: { case: 'stringParam', value: '{' } } as const;
  test.each([
    ['an unknown key', { x: text }, "unrecognized load parameter 'x'."],
    [
      'a configuration that is no text',
      { config: { parameterChoice: { case: 'boolParam', value: true } } as const },
      "invalid value type for load parameter 'config', expected string_param.",
    ],
    [
      'a file that is no bytes',
      { 'file:1/m': text },
      "invalid value type for load parameter 'file:1/m', expected bytes_param.",
    ],
  ])('refuses a load with %s', async (_what, parameters, details) => {
    const client = await start();
    const load = client.call(methods.repositoryModelLoad, { modelName: 'add_sub', parameters });
    expect(await failureOf(load)).toEqual([status.INVALID_ARGUMENT, details]);
  });

  test('refuses loads when models come and go by themselves', async () => {
    const client = await start({ controlMode: 'none' });
    expect(await failureOf(client.call(methods.repositoryModelLoad, { modelName: 'add_sub' }))).toEqual([
      status.UNAVAILABLE,
      'explicit model load / unload is not allowed if polling is enabled',
    ]);
  });

  test('the reason of a failed load comes whole, or as much of it as fits into a status', async () => {
    const name = 'm'.repeat(200);
    const repository = await repositoryOf({
      [`${name}/config.pbtxt`]: `backend: "${'ü'.repeat(4000)}"`,
      [`${name}/1/x`]: '',
    });
    const client = new GrpcClient(await startServer(repository, { loadModels: [] }));
    const [code, details] = await failureOf(client.call(methods.repositoryModelLoad, { modelName: name }));
    expect(code).toBe(status.INTERNAL);
    expect(details).toMatch(/^failed to load 'm+', failed to poll .*ü…$/);
  });
});
