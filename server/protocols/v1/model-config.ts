import { fromJsonString } from '@bufbuild/protobuf';
import { configToProtobufJson } from '../../config/json/to-json.ts';
import type { ModelConfig } from '../../config/schema/value.ts';
import {
  type ModelConfig as V1Config,
  ModelConfigSchema as V1ConfigSchema,
} from '../grpc-v1/generated/v1_model_config_pb.ts';

/** A configuration as far as the protocol of 2019 knows its fields. */
export function v1Config(config: ModelConfig): V1Config {
  const known = fromJsonString(V1ConfigSchema, JSON.stringify(configToProtobufJson(config)), {
    ignoreUnknownFields: true,
  });
  const { optimization, ...rest } = known;
  const isEmpty =
    optimization !== undefined &&
    optimization.graph === undefined &&
    optimization.cuda === undefined &&
    optimization.executionAccelerators === undefined &&
    optimization.priority === 0;
  // Filled in with fields that came later, it would be there with nothing in it.
  return isEmpty ? rest : known;
}
