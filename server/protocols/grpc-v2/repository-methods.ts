import { invalidArgument } from '../../errors.ts';
import type { LoadOverride } from '../../lifecycle/load-override.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import { type GrpcMethod, unary } from '../grpc/method.ts';
import {
  checkControl,
  isFileParameter,
  loadModel,
  loadOverride,
  namesRepository,
} from '../v2/repository-control.ts';
import { repositoryIndex } from '../v2/repository-index.ts';
import {
  GRPCInferenceService,
  type ModelRepositoryParameter,
  type RepositoryModelLoadRequest,
} from './generated/grpc_service_pb.ts';

/** Index, load and unload. */
export function repositoryMethods(models: ServedModels): readonly GrpcMethod[] {
  const { repositoryIndex: index, repositoryModelLoad, repositoryModelUnload } = GRPCInferenceService.method;
  return [
    unary(index, async ({ repositoryName, ready }) => {
      if (repositoryName !== '') throw namesRepository();
      return { models: await repositoryIndex(models, ready) };
    }),
    unary(repositoryModelLoad, async (request) => {
      const { modelName: name, repositoryName: repository } = request;
      checkControl(models, { name, repository });
      await loadModel(models, name, overrideIn(request));
      return {};
    }),
    unary(repositoryModelUnload, async ({ modelName: name, repositoryName: repository, parameters }) => {
      checkControl(models, { name, repository });
      await models.unload(name, { members: unloadsMembers(parameters) });
      return {};
    }),
  ];
}

function overrideIn({ modelName, parameters }: RepositoryModelLoadRequest): LoadOverride | undefined {
  let config: string | undefined;
  const files = new Map<string, Uint8Array>();
  for (const [key, { parameterChoice: choice }] of Object.entries(parameters)) {
    if (key === 'config') {
      if (choice.case !== 'stringParam') throw wrongType('load', key, 'string_param');
      config = choice.value;
    } else if (isFileParameter(key)) {
      if (choice.case !== 'bytesParam') throw wrongType('load', key, 'bytes_param');
      files.set(key, choice.value);
    } else throw invalidArgument(`unrecognized load parameter '${key}'.`);
  }
  return loadOverride(modelName, config, files);
}

function unloadsMembers(parameters: Readonly<Record<string, ModelRepositoryParameter>>): boolean {
  let members = false;
  for (const [key, { parameterChoice: choice }] of Object.entries(parameters)) {
    if (key !== 'unload_dependents') throw invalidArgument(`unrecognized unload parameter '${key}'.`);
    if (choice.case !== 'boolParam') throw wrongType('unload', key, 'bool_param');
    members = choice.value;
  }
  return members;
}

function wrongType(call: string, key: string, expected: string): Error {
  return invalidArgument(`invalid value type for ${call} parameter '${key}', expected ${expected}.`);
}
