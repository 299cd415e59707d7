/**
 * Runs models straight in ONNX Runtime, twice each, in a process that may crash without harm. It knows nothing of the
 * server's own way to the runtime.
 */
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { packBytes } from '../../server/tensors/bytes-elements.ts';
import type { Datatype } from '../../server/tensors/datatype.ts';
import type { ClientTensor } from '../support/v2-client.ts';
import { inputsOf, type OnnxCase } from './onnx-cases.ts';

/** A model that ran; `repeats` says whether a second run gave the same. */
export interface RawRun {
  readonly state: 'ran';
  readonly outputs: readonly ClientTensor[];
  readonly repeats: boolean;
}

/** What came of a model in ONNX Runtime alone. */
export type RawOutcome =
  | RawRun
  | { readonly state: 'no session' | 'not fed' | 'no run'; readonly reason: string };

const DATATYPES: Readonly<Record<string, Datatype>> = {
  bool: 'BOOL',
  uint8: 'UINT8',
  uint16: 'UINT16',
  uint32: 'UINT32',
  uint64: 'UINT64',
  int8: 'INT8',
  int16: 'INT16',
  int32: 'INT32',
  int64: 'INT64',
  float16: 'FP16',
  float32: 'FP32',
  float64: 'FP64',
  string: 'BYTES',
};
const ORT_TYPES = Object.fromEntries(Object.entries(DATATYPES).map(([type, datatype]) => [datatype, type]));

const ARRAYS = {
  BOOL: Uint8Array,
  UINT8: Uint8Array,
  UINT16: Uint16Array,
  UINT32: Uint32Array,
  UINT64: BigUint64Array,
  INT8: Int8Array,
  INT16: Int16Array,
  INT32: Int32Array,
  INT64: BigInt64Array,
  FP16: Uint16Array,
  BF16: Uint16Array,
  FP32: Float32Array,
  FP64: Float64Array,
} as const;

function feed({ datatype, shape, data }: ClientTensor): Tensor {
  if (datatype === 'BYTES') return new Tensor('string', stringsIn(data), shape);
  const values = new ARRAYS[datatype](Uint8Array.from(data).buffer);
  return Reflect.construct(Tensor, [ORT_TYPES[datatype], values, shape]);
}

function stringsIn(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes);
  const strings: string[] = [];
  for (let at = 0; at < buffer.length; ) {
    const end = at + 4 + buffer.readUInt32LE(at);
    strings.push(buffer.toString('utf8', at + 4, end));
    at = end;
  }
  return strings;
}

function output(name: string, { type, dims, data }: Tensor): ClientTensor {
  const datatype = DATATYPES[type];
  if (datatype === undefined) throw new Error(`Output '${name}' has the type ${type}.`);
  const bytes = Array.isArray(data)
    ? packBytes(data.map((text) => new TextEncoder().encode(text)))
    : Uint8Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return { name, datatype, shape: [...dims], data: bytes };
}

async function runOnce(session: InferenceSession, inputs: readonly ClientTensor[]): Promise<ClientTensor[]> {
  const values = await session.run(Object.fromEntries(inputs.map((input) => [input.name, feed(input)])));
  return Object.entries(values).map(([name, value]) => output(name, value));
}

async function run(model: OnnxCase): Promise<RawOutcome> {
  const options = { intraOpNumThreads: 1, executionProviders: ['cpu'] };
  const path = join(model.folder, 'model.onnx');
  const session = await InferenceSession.create(path, options).catch((error: unknown) => String(error));
  if (typeof session === 'string') return { state: 'no session', reason: session };
  try {
    const inputs = await inputsOf(model);
    if (inputs === undefined) return { state: 'not fed', reason: 'An input is no tensor of the protocol.' };
    const outputs = await runOnce(session, inputs);
    const again = await runOnce(session, inputs);
    const repeats = outputs.every(({ data }, index) => Buffer.from(data).equals(again[index]?.data ?? data));
    return { state: 'ran', outputs, repeats };
  } catch (error) {
    return { state: 'no run', reason: String(error) };
  } finally {
    await session.release();
  }
}

process.on('message', async (models: readonly OnnxCase[]) => {
  for (const model of models) {
    const outcome = await run(model);
    await new Promise((sent) => process.send?.(outcome, undefined, undefined, sent));
  }
  process.disconnect();
});
