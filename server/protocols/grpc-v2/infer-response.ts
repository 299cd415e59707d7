import { create } from '@bufbuild/protobuf';
import type { InferenceResponse, ParameterValue } from '../../scheduling/inference.ts';
import { type ModelInferResponse, ModelInferResponseSchema } from './generated/grpc_service_pb.ts';
import { parameterOf } from './parameter.ts';

/**
 * The answer of an infer call; data is always in `raw_output_contents`, one entry for each output, in order.
 * @param more parameters beside those of the model
 */
export function inferResponse(
  { modelName, version, id, outputs, parameters }: Omit<InferenceResponse, 'times'>,
  more: Readonly<Record<string, ParameterValue>> = {},
): ModelInferResponse {
  const all = Object.entries({ ...parameters, ...more });
  return create(ModelInferResponseSchema, {
    modelName,
    modelVersion: String(version),
    id,
    parameters: Object.fromEntries(all.map(([key, value]) => [key, parameterOf(value)])),
    outputs: outputs.map(({ name, datatype, shape }) => ({ name, datatype, shape: shape.map(BigInt) })),
    rawOutputContents: outputs.map(({ data }) => data),
  });
}
