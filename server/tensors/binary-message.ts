import * as z from 'zod/mini';
import { InferdeckError } from '../errors.ts';
import { DATATYPES, type Datatype, isDatatype } from './datatype.ts';
import type { Tensor } from './tensor.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface InferenceMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes;
}

/** The header that says how many bytes of a body are JSON; the tensors follow it back to back. */
export const JSON_LENGTH_HEADER = 'Inference-Header-Content-Length';

/** An inference request of the v2 protocol with binary tensors both ways. */
export function encodeRequest(inputs: readonly Tensor[], outputs: readonly string[]): InferenceMessage {
  const json = JSON.stringify({
    inputs: inputs.map(({ name, shape, datatype, data }) => ({
      name,
      shape,
      datatype,
      parameters: { binary_data_size: data.byteLength },
    })),
    outputs: outputs.map((name) => ({ name, parameters: { binary_data: true } })),
  });
  const head = new TextEncoder().encode(json);
  return {
    headers: {
      'Content-Type': 'application/octet-stream',
      [JSON_LENGTH_HEADER]: String(head.byteLength),
    },
    body: concatenate([head, ...inputs.map((input) => input.data)]),
  };
}

function concatenate(parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.byteLength;
  }
  return joined;
}

const binaryTensors = z.array(
  z.object({
    name: z.string(),
    datatype: z.string().check(z.refine(isDatatype, { error: `not one of ${DATATYPES.join(', ')}` })),
    shape: z.array(z.number()),
    parameters: z.object({ binary_data_size: z.number() }),
  }),
);

const answerHead = z.object({ model_version: z.optional(z.string()), outputs: binaryTensors });
const requestHead = z.object({ inputs: binaryTensors });

export interface InferenceAnswer {
  readonly outputs: readonly Tensor[];
  /** The version that answered. */
  readonly version: number | undefined;
}

/** Reads an answer whose outputs are all binary. @throws InferdeckError when it is none */
export function decodeAnswer(jsonLength: string | null, body: Bytes): InferenceAnswer {
  const headEnd = jsonLength === null ? body.byteLength : Number(jsonLength);
  const { outputs, model_version: version } = readHead(answerHead, body.subarray(0, headEnd), 'response');
  return {
    outputs: tensorsFrom(outputs, body, headEnd),
    version: version === undefined ? undefined : Number(version),
  };
}

/** Reads the inputs of a request that `encodeRequest` made. @throws InferdeckError when it is none */
export function decodeRequest(jsonLength: string | null, body: Bytes): readonly Tensor[] {
  const headEnd = Number(jsonLength);
  const { inputs } = readHead(requestHead, body.subarray(0, headEnd), 'request');
  return tensorsFrom(inputs, body, headEnd);
}

function readHead<T>(shape: z.ZodMiniType<T>, json: Bytes, what: 'request' | 'response'): T {
  const head = shape.safeParse(JSON.parse(new TextDecoder().decode(json)));
  if (head.success) return head.data;
  throw new InferdeckError('internal', `This is no inference ${what}.`, {
    cause: head.error,
  });
}

function tensorsFrom(heads: z.infer<typeof binaryTensors>, body: Bytes, from: number): readonly Tensor[] {
  let at = from;
  return heads.map(({ name, datatype, shape, parameters }) => {
    const data = body.slice(at, at + parameters.binary_data_size);
    at += parameters.binary_data_size;
    return { name, datatype: knownDatatype(datatype), shape, data };
  });
}

function knownDatatype(name: string): Datatype {
  if (isDatatype(name)) return name;
  throw new InferdeckError('internal', `There is no datatype '${name}'.`);
}
