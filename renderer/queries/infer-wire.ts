import * as z from 'zod/mini';
import { InferdeckError } from '../../server/errors.ts';
import { DATATYPES, type Datatype, isDatatype } from '../../server/tensors/datatype.ts';
import type { Tensor } from '../../server/tensors/tensor.ts';

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

const answerHead = z.object({
  model_version: z.optional(z.string()),
  outputs: z.array(
    z.object({
      name: z.string(),
      datatype: z.string().check(z.refine(isDatatype, { error: `not one of ${DATATYPES.join(', ')}` })),
      shape: z.array(z.number()),
      parameters: z.object({ binary_data_size: z.number() }),
    }),
  ),
});

export interface InferenceAnswer {
  readonly outputs: readonly Tensor[];
  /** The version that answered. */
  readonly version: number | undefined;
}

/** Reads an answer whose outputs are all binary. */
export function decodeAnswer(jsonLength: string | null, body: Bytes): InferenceAnswer {
  const headEnd = jsonLength === null ? body.byteLength : Number(jsonLength);
  const head = answerHead.safeParse(JSON.parse(new TextDecoder().decode(body.subarray(0, headEnd))));
  if (!head.success) {
    throw new InferdeckError('internal', 'The answer of the server is not an inference response.', {
      cause: head.error,
    });
  }
  let at = headEnd;
  const outputs = head.data.outputs.map(({ name, datatype, shape, parameters }) => {
    const data = body.slice(at, at + parameters.binary_data_size);
    at += parameters.binary_data_size;
    return { name, datatype: knownDatatype(datatype), shape, data };
  });
  const { model_version: version } = head.data;
  return { outputs, version: version === undefined ? undefined : Number(version) };
}

function knownDatatype(name: string): Datatype {
  if (isDatatype(name)) return name;
  throw new InferdeckError('internal', `The server answered with the unknown datatype '${name}'.`);
}
