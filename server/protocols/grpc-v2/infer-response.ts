import { create } from '@bufbuild/protobuf';
import type { InferenceResponse } from '../../scheduling/inference.ts';
import {
  type InferParameter,
  type ModelInferResponse,
  ModelInferResponseSchema,
} from './generated/grpc_service_pb.ts';

/** The answer of an infer call; data is always in `raw_output_contents`, one entry for each output, in order. */
export function inferResponse(
  { modelName, version, id, outputs }: InferenceResponse,
  parameters: Record<string, InferParameter> = {},
): ModelInferResponse {
  return create(ModelInferResponseSchema, {
    modelName,
    modelVersion: String(version),
    id,
    parameters,
    outputs: outputs.map(({ name, datatype, shape }) => ({ name, datatype, shape: shape.map(BigInt) })),
    rawOutputContents: outputs.map(({ data }) => data),
  });
}
