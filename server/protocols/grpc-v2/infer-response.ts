import { create, type MessageInitShape } from '@bufbuild/protobuf';
import type { InferenceResponse, ParameterValue } from '../../scheduling/inference.ts';
import type { DeliveredOutput } from '../v2/requested-output.ts';
import {
  type InferParameter,
  type ModelInferResponse,
  type ModelInferResponse_InferOutputTensorSchema,
  ModelInferResponseSchema,
} from './generated/grpc_service_pb.ts';
import { parameterOf } from './parameter.ts';

type Values = Readonly<Record<string, ParameterValue>>;

/** What is written of an answer. */
export interface WireAnswer {
  readonly response: Pick<InferenceResponse, 'modelName' | 'version' | 'id' | 'parameters'>;
  readonly outputs: readonly DeliveredOutput[];
}

const NOTHING = new Uint8Array();

/**
 * The answer of an infer call; data is always in `raw_output_contents`, one entry for each output, in order.
 * @param more parameters beside those of the model
 */
export function inferResponse({ response, outputs }: WireAnswer, more: Values = {}): ModelInferResponse {
  const { modelName, version, id, parameters } = response;
  return create(ModelInferResponseSchema, {
    modelName,
    modelVersion: String(version),
    id,
    parameters: parametersOf({ ...parameters, ...more }),
    outputs: outputs.map(outputOf),
    rawOutputContents: outputs.map(({ tensor, region }) => (region === undefined ? tensor.data : NOTHING)),
  });
}

function outputOf({
  tensor,
  region,
}: DeliveredOutput): MessageInitShape<typeof ModelInferResponse_InferOutputTensorSchema> {
  const { name, datatype, shape, data } = tensor;
  const place = region && {
    shared_memory_region: region.region,
    shared_memory_offset: region.offset,
    shared_memory_byte_size: data.byteLength,
  };
  return { name, datatype, shape: shape.map(BigInt), parameters: parametersOf(place ?? {}) };
}

function parametersOf(values: Values): Record<string, InferParameter> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, parameterOf(value)]));
}
