import { once } from 'node:events';
import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { parseOptions } from '../../../../server/options.ts';
import { apiOfMethod } from '../../../../server/protocols/grpc/restricted-methods.ts';
import { GRPCService } from '../../../../server/protocols/grpc-v1/generated/v1_grpc_service_pb.ts';
import { GRPCInferenceService } from '../../../../server/protocols/grpc-v2/generated/grpc_service_pb.ts';
import { API_GROUPS } from '../../../../server/protocols/v2/restricted-apis.ts';
import { GrpcClient } from '../../../support/grpc-client.ts';
import { startServer } from '../../../support/server.ts';
import { SAMPLES } from '../../../support/temp.ts';

const HEADER = 'triton-grpc-protocol-admin-key';

describe('the part of the protocol that a method belongs to', () => {
  test.each([...GRPCInferenceService.methods, ...GRPCService.methods])(
    'of $parent.name/$name is known',
    (method) => {
      expect(API_GROUPS).toContain(apiOfMethod(`/${method.parent.typeName}/${method.name}`));
    },
  );

  test.each([
    ['/inference.GRPCInferenceService/ModelReady', 'health'],
    ['/inference.GRPCInferenceService/ModelMetadata', 'metadata'],
    ['/inference.GRPCInferenceService/ModelInfer', 'inference'],
    ['/inference.GRPCInferenceService/ModelStreamInfer', 'inference'],
    ['/inference.GRPCInferenceService/ModelConfig', 'model-config'],
    ['/inference.GRPCInferenceService/ModelStatistics', 'statistics'],
    ['/inference.GRPCInferenceService/RepositoryModelLoad', 'model-repository'],
    ['/inference.GRPCInferenceService/CudaSharedMemoryStatus', 'shared-memory'],
    ['/inference.GRPCInferenceService/TraceSetting', 'trace'],
    ['/inference.GRPCInferenceService/LogSettings', 'logging'],
    ['/nvidia.inferenceserver.GRPCService/StreamInfer', 'inference'],
    ['/nvidia.inferenceserver.GRPCService/ModelControl', 'model-repository'],
    ['/grpc.health.v1.Health/Check', 'health'],
    ['/grpc.reflection.v1.ServerReflection/ServerReflectionInfo', undefined],
  ])('%s: %s', (path, part) => {
    expect(apiOfMethod(path)).toBe(part);
  });
});

describe('a restricted part over gRPC', () => {
  async function restricted() {
    const { restricted: parts } = parseOptions([
      `--model-repository=${SAMPLES}`,
      '--grpc-restricted-protocol=model-repository,inference:admin-key=open sesame',
    ]);
    return new GrpcClient(await startServer(SAMPLES, { loadModels: ['add_sub'], restricted: parts }));
  }

  test('is for those who send its header', async () => {
    const client = await restricted();
    const { repositoryIndex, serverReady } = GRPCInferenceService.method;
    const refusal = {
      code: status.UNAVAILABLE,
      details: `This protocol is restricted, expecting header '${HEADER}'`,
    };
    await expect(client.call(repositoryIndex, {})).rejects.toMatchObject(refusal);
    await expect(client.call(repositoryIndex, {}, { metadata: { [HEADER]: 'no' } })).rejects.toMatchObject(
      refusal,
    );
    const { models } = await client.call(repositoryIndex, {}, { metadata: { [HEADER]: 'open sesame' } });
    expect(models.length).toBeGreaterThan(0);
    expect((await client.call(serverReady, {})).ready).toBe(true);
  });

  test('refuses a stream', async () => {
    const client = await restricted();
    const stream = client.stream(GRPCInferenceService.method.modelStreamInfer);
    const [error]: unknown[] = await once(stream, 'error');
    expect(error).toMatchObject({ code: status.UNAVAILABLE });
  });
});
