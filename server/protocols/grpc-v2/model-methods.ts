import { fromJsonString } from '@bufbuild/protobuf';
import { configToJson } from '../../config/json/to-json.ts';
import { InferdeckError } from '../../errors.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import { type GrpcMethod, unary } from '../grpc/method.ts';
import { modelMetadata } from '../v2/model-metadata.ts';
import { statisticsOf } from '../v2/statistics.ts';
import { versionNamed } from '../v2/version-text.ts';
import { GRPCInferenceService, ModelStatisticsSchema } from './generated/grpc_service_pb.ts';
import { ModelConfigSchema } from './generated/model_config_pb.ts';

/** Readiness, metadata, configuration and statistics of models. */
export function modelMethods(models: ServedModels): readonly GrpcMethod[] {
  const { modelReady, modelMetadata: metadata, modelConfig, modelStatistics } = GRPCInferenceService.method;
  return [
    unary(modelReady, async ({ name, version }) => ({
      ready: await isReady(models, name, versionNamed(models, name, version)),
    })),
    unary(metadata, ({ name, version }) => {
      const { inputs, outputs, versions, ...rest } = modelMetadata(
        models,
        name,
        versionNamed(models, name, version),
      );
      return { ...rest, versions: [...versions], inputs: inputs.map(onWire), outputs: outputs.map(onWire) };
    }),
    unary(modelConfig, ({ name, version }) => {
      const { config } = models.find(name, versionNamed(models, name, version));
      return { config: fromJsonString(ModelConfigSchema, JSON.stringify(configToJson(config))) };
    }),
    unary(modelStatistics, ({ name, version }) => ({
      modelStats: statisticsOf(models, name, versionNamed(models, name, version)).map((row) =>
        fromJsonString(ModelStatisticsSchema, JSON.stringify(row)),
      ),
    })),
  ];
}

/** Whoever asks for a model that is unknown hears that it is not ready: stock clients expect no error here. */
async function isReady(models: ServedModels, name: string, version: number | undefined): Promise<boolean> {
  try {
    return await models.find(name, version).isReady();
  } catch (error) {
    if (error instanceof InferdeckError && (error.kind === 'not-found' || error.kind === 'unavailable')) {
      return false;
    }
    throw error;
  }
}

function onWire<T extends { readonly shape: readonly number[] }>(tensor: T) {
  return { ...tensor, shape: tensor.shape.map(BigInt) };
}
