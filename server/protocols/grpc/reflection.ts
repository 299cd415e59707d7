import { type DescFile, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { nestedTypes } from '@bufbuild/protobuf/reflect';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { status } from '@grpc/grpc-js';
import {
  ServerReflection,
  type ServerReflectionRequest,
  type ServerReflectionResponseSchema,
} from './generated/grpc/reflection/v1/reflection_pb.ts';
import { bidi, type GrpcMethod } from './method.ts';

type Answer = NonNullable<MessageInitShape<typeof ServerReflectionResponseSchema>['messageResponse']>;

/** The name under which older tools look for the service; its messages are the same. */
const OLD_PATH = '/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo';

/** The standard reflection service, so that tools such as grpcurl need no .proto files. */
export function reflectionMethods(described: readonly GrpcMethod[]): readonly GrpcMethod[] {
  const files = new Set<DescFile>();
  for (const { descriptor } of described) addWithImports(descriptor.parent.file, files);
  const services = [...new Set(described.map(({ descriptor }) => descriptor.parent.typeName))];
  const info = bidi(ServerReflection.method.serverReflectionInfo, async (requests, send) => {
    for await (const request of requests) {
      await send({ originalRequest: request, messageResponse: answerTo(request, files, services) });
    }
  });
  return [info, { ...info, definition: { ...info.definition, path: OLD_PATH } }];
}

function addWithImports(file: DescFile, files: Set<DescFile>): void {
  files.add(file);
  for (const imported of file.dependencies) addWithImports(imported, files);
}

function answerTo(
  { messageRequest }: ServerReflectionRequest,
  files: ReadonlySet<DescFile>,
  services: readonly string[],
): Answer {
  switch (messageRequest.case) {
    case 'listServices':
      return { case: 'listServicesResponse', value: { service: services.map((name) => ({ name })) } };
    case 'fileByFilename':
      return fileAnswer([...files].find(({ proto }) => proto.name === messageRequest.value));
    case 'fileContainingSymbol':
      return fileAnswer([...files].find((file) => declares(file, messageRequest.value)));
    case 'allExtensionNumbersOfType':
    case 'fileContainingExtension':
      return failure(status.NOT_FOUND, 'There are no extensions.');
    case undefined:
      break;
  }
  return failure(status.INVALID_ARGUMENT, 'The request asks for nothing.');
}

/** Whether a service, a method, a message or an enum of this full name is in the file. */
function declares(file: DescFile, symbol: string): boolean {
  return [...nestedTypes(file)].some(
    (type) =>
      type.typeName === symbol ||
      (type.kind === 'service' && type.methods.some(({ name }) => `${type.typeName}.${name}` === symbol)),
  );
}

function fileAnswer(file: DescFile | undefined): Answer {
  if (file === undefined) return failure(status.NOT_FOUND, 'There is no such file or symbol.');
  const fileDescriptorProto = [toBinary(FileDescriptorProtoSchema, file.proto)];
  return { case: 'fileDescriptorResponse', value: { fileDescriptorProto } };
}

function failure(errorCode: status, errorMessage: string): Answer {
  return { case: 'errorResponse', value: { errorCode, errorMessage } };
}
