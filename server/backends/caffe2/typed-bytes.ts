import { TensorProto_DataType as OnnxType } from 'onnx-buf';

type Numbers = Float32Array<ArrayBuffer> | readonly number[] | readonly bigint[];

/** Numbers as the raw data of an ONNX tensor, little-endian. @throws Error for a type that holds no numbers */
export function bytesOfNumbers(type: OnnxType, numbers: Numbers): Uint8Array<ArrayBuffer> {
  if (type === OnnxType.FLOAT && numbers instanceof Float32Array) return new Uint8Array(numbers.buffer);
  const all: readonly (number | bigint)[] = [...numbers];
  if (type === OnnxType.INT64) return new Uint8Array(BigInt64Array.from(all.map(wide)).buffer);
  return new Uint8Array(narrow(type, all.map(Number)).buffer);
}

function wide(number: number | bigint): bigint {
  return typeof number === 'bigint' ? number : BigInt(Math.trunc(number));
}

function narrow(type: OnnxType, numbers: readonly number[]) {
  if (type === OnnxType.FLOAT) return Float32Array.from(numbers);
  if (type === OnnxType.DOUBLE) return Float64Array.from(numbers);
  if (type === OnnxType.INT32) return Int32Array.from(numbers);
  if (type === OnnxType.INT16) return Int16Array.from(numbers);
  if (type === OnnxType.UINT16) return Uint16Array.from(numbers);
  if (type === OnnxType.INT8) return Int8Array.from(numbers);
  if (type === OnnxType.UINT8 || type === OnnxType.BOOL) return Uint8Array.from(numbers);
  throw new Error(`Tensors of type ${OnnxType[type]} cannot be made from numbers.`);
}
