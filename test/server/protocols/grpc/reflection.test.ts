import { createFileRegistry, fromBinary, type MessageInitShape } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { create } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import {
  ServerReflection,
  type ServerReflectionRequestSchema,
  type ServerReflectionResponse,
} from '../../../../server/protocols/grpc/generated/grpc/reflection/v1/reflection_pb.ts';
import { GrpcClient } from '../../../support/grpc-client.ts';
import { startServer } from '../../../support/server.ts';
import { SAMPLES } from '../../../support/temp.ts';

type Question = NonNullable<MessageInitShape<typeof ServerReflectionRequestSchema>['messageRequest']>;

async function ask(
  ...questions: readonly Question[]
): Promise<ServerReflectionResponse['messageResponse'][]> {
  const client = new GrpcClient(await startServer(SAMPLES, { loadModels: [] }));
  const stream = client.stream(ServerReflection.method.serverReflectionInfo);
  for (const messageRequest of questions) stream.write({ messageRequest });
  stream.end();
  const answers: ServerReflectionResponse['messageResponse'][] = [];
  for await (const answer of stream) answers.push((answer as ServerReflectionResponse).messageResponse);
  return answers;
}

describe('reflection', () => {
  test('lists the services', async () => {
    const [answer] = await ask({ case: 'listServices', value: '' });
    expect(answer).toMatchObject({
      value: {
        service: [
          { name: 'inference.GRPCInferenceService' },
          { name: 'nvidia.inferenceserver.GRPCService' },
          { name: 'grpc.health.v1.Health' },
        ],
      },
    });
  });

  test('hands out files from which a client can make every message', async () => {
    const answers = await ask(
      { case: 'fileByFilename', value: 'model_config.proto' },
      { case: 'fileContainingSymbol', value: 'inference.GRPCInferenceService.ModelInfer' },
    );
    const files = answers.flatMap((answer) =>
      answer.case === 'fileDescriptorResponse' ? answer.value.fileDescriptorProto : [],
    );
    const file = files.map((bytes) => fromBinary(FileDescriptorProtoSchema, bytes));
    const registry = createFileRegistry(create(FileDescriptorSetSchema, { file }));
    expect(registry.getService('inference.GRPCInferenceService')?.methods).toHaveLength(20);
    expect(registry.getMessage('inference.ModelConfig')).toBeDefined();
  });

  test('says so when it knows nothing of a name', async () => {
    const [answer] = await ask({ case: 'fileContainingSymbol', value: 'inference.Nothing' });
    expect(answer).toMatchObject({ case: 'errorResponse', value: { errorCode: 5 } });
  });
});
