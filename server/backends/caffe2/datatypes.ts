import { TensorProto_DataType as OnnxType } from 'onnx-buf';

/** Caffe2's own numbers for types of elements, and their names. */
const TYPES: readonly (readonly [number, string, OnnxType])[] = [
  [1, 'FLOAT', OnnxType.FLOAT],
  [2, 'INT32', OnnxType.INT32],
  [3, 'BYTE', OnnxType.UINT8],
  [4, 'STRING', OnnxType.STRING],
  [5, 'BOOL', OnnxType.BOOL],
  [6, 'UINT8', OnnxType.UINT8],
  [7, 'INT8', OnnxType.INT8],
  [8, 'UINT16', OnnxType.UINT16],
  [9, 'INT16', OnnxType.INT16],
  [10, 'INT64', OnnxType.INT64],
  [12, 'FLOAT16', OnnxType.FLOAT16],
  [13, 'DOUBLE', OnnxType.DOUBLE],
];

/** A type as an argument says it, by number or by name, whatever its case; undefined when there is none. */
export function onnxTypeOf(said: number | string): OnnxType | undefined {
  return TYPES.find(([number, name]) => number === said || name === String(said).toUpperCase())?.[2];
}

const CONFIG_TYPES: Readonly<Record<string, string>> = {
  TYPE_FP32: 'FLOAT',
  TYPE_FP64: 'DOUBLE',
  TYPE_FP16: 'FLOAT16',
};

/** `TYPE_FP32` as ONNX has it; undefined where Caffe2 has no such type. */
export function onnxTypeOfConfig(type: string): OnnxType | undefined {
  return onnxTypeOf(CONFIG_TYPES[type] ?? type.replace(/^TYPE_/, ''));
}
