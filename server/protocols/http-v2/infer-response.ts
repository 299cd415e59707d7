import type { Parameters } from '../../backends/backend.ts';
import type { InferenceResponse, InferenceTimes } from '../../scheduling/inference.ts';
import { jsonFromBytes } from '../../tensors/json-tensor.ts';
import type { V2Answer } from '../v2/infer.ts';
import type { DeliveredOutput } from '../v2/requested-output.ts';
import type { InferCall } from './infer-request.ts';
import { parameterText } from './parameter-text.ts';
import type { Reply } from './reply.ts';

const NANOSECONDS = 1e6;

/** Writes the answer of an infer call: JSON, and after it the outputs that are wanted in binary, in order. */
export function inferReply(call: InferCall, { response, outputs }: V2Answer, elapsedMs: number): Reply {
  const binary = outputs.filter((output) => isBinary(call, output));
  const head = writeHead(call, response, outputs);
  const timing = serverTiming(response.times, elapsedMs);
  if (binary.length === 0) {
    const headers = { 'content-type': 'application/json', 'server-timing': timing };
    return { status: 200, headers, body: [head] };
  }
  const headers = {
    'content-type': 'application/octet-stream',
    'inference-header-content-length': String(Buffer.byteLength(head)),
    'server-timing': timing,
  };
  return { status: 200, headers, body: [head, ...binary.map(({ tensor }) => tensor.data)] };
}

function isBinary(call: InferCall, { tensor, region }: DeliveredOutput): boolean {
  if (region !== undefined) return false;
  return call.outputs.find((form) => form.name === tensor.name)?.binary ?? call.binaryByDefault;
}

function writeHead(
  call: InferCall,
  response: InferenceResponse,
  outputs: readonly DeliveredOutput[],
): string {
  const fields = [
    ...(call.id === undefined ? [] : [`"id":${JSON.stringify(call.id)}`]),
    `"model_name":${JSON.stringify(response.modelName)}`,
    `"model_version":"${response.version}"`,
    ...(response.parameters === undefined ? [] : [`"parameters":${writeParameters(response.parameters)}`]),
    `"outputs":[${outputs.map((output) => writeOutput(output, isBinary(call, output))).join(',')}]`,
  ];
  return `{${fields.join(',')}}`;
}

function writeParameters(parameters: Parameters): string {
  const fields = Object.entries(parameters).map(
    ([key, value]) => `${JSON.stringify(key)}:${parameterText(value)}`,
  );
  return `{${fields.join(',')}}`;
}

function writeOutput(output: DeliveredOutput, binary: boolean): string {
  const { name, datatype, shape, data } = output.tensor;
  const content =
    output.region === undefined && !binary
      ? `"data":${jsonFromBytes(name, datatype, data)}`
      : `"parameters":${JSON.stringify(whereabouts(output))}`;
  return `{"name":${JSON.stringify(name)},"datatype":"${datatype}","shape":[${shape.join(',')}],${content}}`;
}

/** Where data that is not in the JSON is to be found. */
function whereabouts({ tensor, region }: DeliveredOutput): Record<string, string | number> {
  if (region === undefined) return { binary_data_size: tensor.data.byteLength };
  return {
    shared_memory_region: region.region,
    shared_memory_offset: region.offset,
    shared_memory_byte_size: tensor.data.byteLength,
  };
}

/** The stages of a request in milliseconds, as the W3C's Server-Timing header. */
function serverTiming(times: InferenceTimes, elapsedMs: number): string {
  const { queue, computeInput, computeInfer, computeOutput } = times;
  return (
    `queue;dur=${milliseconds(queue)}, input;dur=${milliseconds(computeInput)},` +
    ` compute;dur=${milliseconds(computeInfer)}, output;dur=${milliseconds(computeOutput)},` +
    ` total;dur=${elapsedMs.toFixed(3)}`
  );
}

function milliseconds(nanoseconds: number): string {
  return (nanoseconds / NANOSECONDS).toFixed(3);
}
