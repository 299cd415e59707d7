import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import {
  type ModelProto,
  ModelProtoSchema,
  type TensorProto,
  TensorProto_DataType as OnnxType,
  TensorProtoSchema,
} from 'onnx-buf';
import { packBytes } from '../../server/tensors/bytes-elements.ts';
import type { Datatype } from '../../server/tensors/datatype.ts';
import type { ClientTensor } from '../support/v2-client.ts';

/** Where Debian's package libonnx-testdata puts the models that the ONNX project tests its operators with. */
const TEST_DATA = '/usr/share/libonnx-testdata/data';
const GROUPS = ['node', 'simple', 'pytorch-converted', 'pytorch-operator'];

/** A model of the ONNX project. */
export interface OnnxCase {
  /** Unique, of letters, digits, `_` and `-` only: it is the name of the model in the repository. */
  readonly name: string;
  /** Holds `model.onnx` and `test_data_set_0`. */
  readonly folder: string;
}

/** Every single-node and converted model, in the order of their names. */
export async function onnxCases(): Promise<OnnxCase[]> {
  const groups = await Promise.all(
    GROUPS.map(async (group) =>
      (await readdir(join(TEST_DATA, group))).toSorted().map((model) => ({
        name: `${group}-${model}`.replace(/[^\w-]/g, '_'),
        folder: join(TEST_DATA, group, model),
      })),
    ),
  );
  return groups.flat();
}

/** The inputs that the ONNX project tests a model with, or undefined where one of them is no tensor of the protocol. */
export async function inputsOf({ folder }: OnnxCase): Promise<ClientTensor[] | undefined> {
  const model = fromBinary(ModelProtoSchema, await readFile(join(folder, 'model.onnx')));
  const data = join(folder, 'test_data_set_0');
  const given = (await readdir(data)).filter((file) => file.startsWith('input_'));
  const inputs = await Promise.all(
    given.map(async (file) => {
      const index = Number(/\d+/.exec(file)?.[0]);
      return await inputIn(model, index, join(data, file));
    }),
  );
  return inputs.every((input) => input !== undefined) ? inputs : undefined;
}

async function inputIn(model: ModelProto, index: number, file: string): Promise<ClientTensor | undefined> {
  const declared = model.graph?.input[index];
  if (declared?.type?.value.case !== 'tensorType') return undefined;
  const tensor = fromBinary(TensorProtoSchema, await readFile(file));
  const wire = WIRE_FORMS[tensor.dataType];
  if (wire === undefined) return undefined;
  const [datatype, bytes] = wire;
  const data = tensor.rawData.length > 0 ? tensor.rawData : bytes(tensor);
  return { name: declared.name, datatype, shape: tensor.dims.map(Number), data };
}

const bytesOf = ({ buffer }: ArrayBufferView) => new Uint8Array(buffer);

/** For each element type the datatype of the protocol, and the bytes of what a file keeps as numbers. */
const WIRE_FORMS: Readonly<
  Record<number, readonly [datatype: Datatype, bytes: (tensor: TensorProto) => Uint8Array]>
> = {
  [OnnxType.BOOL]: ['BOOL', ({ int32Data }) => bytesOf(Uint8Array.from(int32Data))],
  [OnnxType.UINT8]: ['UINT8', ({ int32Data }) => bytesOf(Uint8Array.from(int32Data))],
  [OnnxType.UINT16]: ['UINT16', ({ int32Data }) => bytesOf(Uint16Array.from(int32Data))],
  [OnnxType.UINT32]: ['UINT32', ({ uint64Data }) => bytesOf(Uint32Array.from(uint64Data.map(Number)))],
  [OnnxType.UINT64]: ['UINT64', ({ uint64Data }) => bytesOf(BigUint64Array.from(uint64Data))],
  [OnnxType.INT8]: ['INT8', ({ int32Data }) => bytesOf(Int8Array.from(int32Data))],
  [OnnxType.INT16]: ['INT16', ({ int32Data }) => bytesOf(Int16Array.from(int32Data))],
  [OnnxType.INT32]: ['INT32', ({ int32Data }) => bytesOf(Int32Array.from(int32Data))],
  [OnnxType.INT64]: ['INT64', ({ int64Data }) => bytesOf(BigInt64Array.from(int64Data))],
  [OnnxType.FLOAT16]: ['FP16', ({ int32Data }) => bytesOf(Uint16Array.from(int32Data))],
  [OnnxType.FLOAT]: ['FP32', ({ floatData }) => bytesOf(Float32Array.from(floatData))],
  [OnnxType.DOUBLE]: ['FP64', ({ doubleData }) => bytesOf(Float64Array.from(doubleData))],
  [OnnxType.STRING]: ['BYTES', ({ stringData }) => packBytes(stringData)],
};
