import { Tensor as OrtTensor } from 'onnxruntime-node';
import { InferdeckError } from '../../errors.ts';
import { packBytes, unpackBytes } from '../../tensors/bytes-elements.ts';
import type { Datatype } from '../../tensors/datatype.ts';
import { ALIGNMENT, type Tensor } from '../../tensors/tensor.ts';
import { bytesOf, type NumericDatatype, typedArrayOver } from '../../tensors/typed-array.ts';

/** ONNX Runtime's names for the protocol's datatypes. BF16 has none: its Node binding cannot carry it. */
const ORT_TYPES = {
  BOOL: 'bool',
  UINT8: 'uint8',
  UINT16: 'uint16',
  UINT32: 'uint32',
  UINT64: 'uint64',
  INT8: 'int8',
  INT16: 'int16',
  INT32: 'int32',
  INT64: 'int64',
  FP16: 'float16',
  FP32: 'float32',
  FP64: 'float64',
} as const satisfies Partial<Record<NumericDatatype, string>>;

const DATATYPES: Readonly<Record<string, Datatype>> = {
  ...Object.fromEntries(Object.entries(ORT_TYPES).map(([datatype, ortType]) => [ortType, datatype])),
  string: 'BYTES',
};

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** A tensor as ONNX Runtime takes it: a view over the same bytes where they are aligned for it, else a copy. Strings are decoded as UTF-8. */
export function toOrt(tensor: Tensor): OrtTensor {
  if (tensor.datatype === 'BYTES') return new OrtTensor('string', stringsOf(tensor), tensor.shape);
  if (tensor.datatype === 'BF16') {
    throw new InferdeckError(
      'unsupported',
      `ONNX Runtime's Node binding cannot carry BF16 (tensor '${tensor.name}').`,
    );
  }
  const isAligned = tensor.data.byteOffset % ALIGNMENT === 0;
  const data = typedArrayOver(tensor.datatype, isAligned ? tensor.data : tensor.data.slice());
  return Reflect.construct(OrtTensor, [ORT_TYPES[tensor.datatype], data, tensor.shape]);
}

function stringsOf(tensor: Tensor): string[] {
  const unpacked = unpackBytes(tensor.data);
  if (unpacked.state !== 'ok') {
    throw new InferdeckError('internal', `String elements of '${tensor.name}' end too early.`);
  }
  return unpacked.elements.map((element) => decoder.decode(element));
}

/** What ONNX Runtime gave, in wire form; numbers are not copied. */
export function fromOrt(name: string, value: OrtTensor): Tensor {
  const datatype = DATATYPES[value.type];
  if (datatype === undefined) {
    throw new InferdeckError('unsupported', `Output '${name}' has the unsupported type ${value.type}.`);
  }
  return { name, datatype, shape: [...value.dims], data: wireBytes(value.data) };
}

function wireBytes(data: OrtTensor['data']): Uint8Array<ArrayBuffer> {
  if (Array.isArray(data)) return packBytes(data.map((text) => encoder.encode(text)));
  if (data.buffer instanceof ArrayBuffer)
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return bytesOf(Uint8Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)));
}
