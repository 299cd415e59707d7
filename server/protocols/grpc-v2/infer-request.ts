import { plainBytes } from '../grpc/plain-bytes.ts';
import { invalidArgument } from '../../errors.ts';
import { isDatatype } from '../../tensors/datatype.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import { inputShape } from '../v2/input-shape.ts';
import { requestParameters } from '../v2/request-parameters.ts';
import type { V2Request } from '../v2/infer.ts';
import type { RequestedOutput } from '../v2/requested-output.ts';
import type { SystemRegions } from '../v2/shared-memory/system-regions.ts';
import { versionOf } from '../v2/version-text.ts';
import type {
  ModelInferRequest,
  ModelInferRequest_InferInputTensor,
  ModelInferRequest_InferRequestedOutputTensor,
} from './generated/grpc_service_pb.ts';
import { integerParameter, parameterEntries, regionSliceIn } from './parameter.ts';
import { bytesFromContents } from './typed-contents.ts';

/** The one parameter with the reserved prefix that a caller may set. */
export const EMPTY_FINAL_RESPONSE = 'triton_enable_empty_final_response';

/**
 * Reads an infer request; its tensors are views into the message.
 * @throws InferdeckError naming the tensor or the parameter that cannot be read
 */
export function readInferRequest(
  message: ModelInferRequest,
  regions: SystemRegions,
  signal: AbortSignal,
): V2Request {
  const { modelName, modelVersion, id, outputs, parameters } = message;
  const version = versionOf(modelVersion);
  const given = parameterEntries(parameters).filter(([key]) => key !== EMPTY_FINAL_RESPONSE);
  return {
    modelName,
    ...(version !== undefined && { version }),
    id,
    inputs: readInputs(message, regions),
    outputs: outputs.map(readOutput),
    parameters: requestParameters(given),
    signal,
  };
}

function readInputs(
  { inputs, rawInputContents, modelName }: ModelInferRequest,
  regions: SystemRegions,
): Tensor[] {
  const raw = rawInputContents.values();
  const tensors = inputs.map((input) => {
    const { name, contents, parameters } = input;
    const tensor = { name, datatype: datatypeIn(input), shape: inputShape(name, input.shape) };
    const slice = regionSliceIn(parameters);
    if (slice !== undefined) return { ...tensor, data: regions.read(slice) };
    if (contents === undefined) return { ...tensor, data: nextRaw(raw, name, modelName) };
    if (rawInputContents.length > 0) {
      throw invalidArgument(
        `contents field must not be specified when using raw_input_contents for '${name}' for model '${modelName}'`,
      );
    }
    return { ...tensor, data: bytesFromContents(contents, tensor, modelName) };
  });
  if (raw.next().done !== true)
    throw invalidArgument(`unexpected additional input data for model '${modelName}'`);
  return tensors;
}

function readOutput({ name, parameters }: ModelInferRequest_InferRequestedOutputTensor): RequestedOutput {
  const classes = integerParameter(parameters, 'classification');
  const region = regionSliceIn(parameters);
  if (classes !== undefined && classes <= 0n) {
    throw invalidArgument("invalid value for 'classification' parameter, expected value > 0.");
  }
  return {
    name,
    ...(classes !== undefined && { classes: Number(classes) }),
    ...(region !== undefined && { region }),
  };
}

function nextRaw(
  raw: Iterator<Uint8Array, unknown>,
  name: string,
  modelName: string,
): Uint8Array<ArrayBuffer> {
  const next = raw.next();
  if (next.done !== true) return plainBytes(next.value);
  throw invalidArgument(
    `unable to find data for input tensor '${name}' for model '${modelName}' in request.`,
  );
}

function datatypeIn({ name, datatype }: ModelInferRequest_InferInputTensor) {
  if (isDatatype(datatype)) return datatype;
  throw invalidArgument(`invalid datatype for input '${name}': '${datatype}'`);
}
