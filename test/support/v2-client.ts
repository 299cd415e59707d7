import type { Datatype } from '../../server/tensors/datatype.ts';

/** A tensor as a client holds it. */
export interface ClientTensor {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

interface OutputHead {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  readonly parameters: { readonly binary_data_size: number };
}

/** A request body of the binary extension, and the header that says where its JSON ends. */
export function binaryRequest(
  inputs: readonly ClientTensor[],
  more: Readonly<Record<string, unknown>> = {},
): { readonly body: Uint8Array<ArrayBuffer>; readonly headers: Record<string, string> } {
  const head = Buffer.from(
    JSON.stringify({
      inputs: inputs.map(({ name, datatype, shape, data }) => ({
        name,
        datatype,
        shape,
        parameters: { binary_data_size: data.byteLength },
      })),
      parameters: { binary_data_output: true },
      ...more,
    }),
  );
  const body = new Uint8Array(Buffer.concat([head, ...inputs.map(({ data }) => data)]));
  return { body, headers: { 'Inference-Header-Content-Length': String(head.length) } };
}

/** The outputs of a binary answer, by name. */
export async function binaryOutputs(response: Response): Promise<Map<string, ClientTensor>> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const headLength = Number(response.headers.get('inference-header-content-length'));
  const head: { outputs: OutputHead[] } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, headLength)));
  let at = headLength;
  return new Map(
    head.outputs.map(({ name, datatype, shape, parameters }) => {
      const data = bytes.slice(at, at + parameters.binary_data_size);
      at += parameters.binary_data_size;
      return [name, { name, datatype, shape, data }];
    }),
  );
}

/** Bytes of float32 numbers. */
export function floatBytes(numbers: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Float32Array.from(numbers).buffer);
}

/** Bytes as float32 numbers. */
export function floatsOf(bytes: Uint8Array | undefined): Float32Array {
  return new Float32Array(new Uint8Array(bytes ?? []).buffer);
}
