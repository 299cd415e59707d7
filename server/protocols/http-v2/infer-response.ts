import type { Parameters } from '../../backends/backend.ts';
import type { InferenceResponse, InferenceTimes } from '../../scheduling/inference.ts';
import { jsonFromBytes } from '../../tensors/json-tensor.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import type { InferCall } from './infer-request.ts';
import type { Reply } from './reply.ts';

const NANOSECONDS = 1e6;

/** Writes the answer of an infer call: JSON, and after it the outputs that are wanted in binary, in order. */
export function inferReply(call: InferCall, response: InferenceResponse, elapsedMs: number): Reply {
  const binary = new Set(
    response.outputs.map((output) => output.name).filter((name) => isBinary(call, name)),
  );
  const head = writeHead(call, response, binary);
  const timing = { 'server-timing': serverTiming(response.times, elapsedMs) };
  if (binary.size === 0) {
    return { status: 200, headers: { 'content-type': 'application/json', ...timing }, body: [head] };
  }
  const data = response.outputs.filter((output) => binary.has(output.name)).map((output) => output.data);
  const headers = {
    'content-type': 'application/octet-stream',
    'inference-header-content-length': String(Buffer.byteLength(head)),
    ...timing,
  };
  return { status: 200, headers, body: [head, ...data] };
}

function isBinary(call: InferCall, output: string): boolean {
  return call.outputs.find((form) => form.name === output)?.binary ?? call.binaryByDefault;
}

function writeHead(call: InferCall, response: InferenceResponse, binary: ReadonlySet<string>): string {
  const fields = [
    ...(call.id === undefined ? [] : [`"id":${JSON.stringify(call.id)}`]),
    `"model_name":${JSON.stringify(response.modelName)}`,
    `"model_version":"${response.version}"`,
    ...(response.parameters === undefined ? [] : [`"parameters":${writeParameters(response.parameters)}`]),
    `"outputs":[${response.outputs.map((output) => writeOutput(output, binary.has(output.name))).join(',')}]`,
  ];
  return `{${fields.join(',')}}`;
}

/** 64-bit integers stay numbers, to the last digit. */
function writeParameters(parameters: Parameters): string {
  const fields = Object.entries(parameters).map(
    ([key, value]) =>
      `${JSON.stringify(key)}:${typeof value === 'bigint' ? String(value) : JSON.stringify(value)}`,
  );
  return `{${fields.join(',')}}`;
}

function writeOutput({ name, datatype, shape, data }: Tensor, binary: boolean): string {
  const content = binary
    ? `"parameters":{"binary_data_size":${data.byteLength}}`
    : `"data":${jsonFromBytes(name, datatype, data)}`;
  return `{"name":${JSON.stringify(name)},"datatype":"${datatype}","shape":[${shape.join(',')}],${content}}`;
}

/** The stages of a request in milliseconds, as the W3C's Server-Timing header. */
function serverTiming(times: InferenceTimes, elapsedMs: number): string {
  const stages: readonly (readonly [string, number])[] = [
    ['queue', times.queue / NANOSECONDS],
    ['input', times.computeInput / NANOSECONDS],
    ['compute', times.computeInfer / NANOSECONDS],
    ['output', times.computeOutput / NANOSECONDS],
    ['total', elapsedMs],
  ];
  return stages.map(([stage, ms]) => `${stage};dur=${ms.toFixed(3)}`).join(', ');
}
