import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { ModelInferRequest } from './generated/grpc_service_pb.ts';

/**
 * A request whose model is loaded if it waits for requests, with the number that an alias of a version stands for.
 * @throws LoadError
 */
export async function admitted(models: ServedModels, message: ModelInferRequest): Promise<ModelInferRequest> {
  await models.wake(message.modelName);
  const version = models.aliased(message.modelName, message.modelVersion);
  return version === undefined ? message : { ...message, modelVersion: String(version) };
}
