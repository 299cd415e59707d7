import { invalidArgument } from '../../errors.ts';
import { packBytes } from '../../tensors/bytes-elements.ts';
import type { Datatype } from '../../tensors/datatype.ts';
import { allocateTyped, bytesOf, type NumericDatatype } from '../../tensors/typed-array.ts';
import type { InferTensorContents } from './generated/grpc_service_pb.ts';

type List = Exclude<keyof InferTensorContents, '$typeName' | '$unknown'>;

/** The list that carries a datatype; the 16-bit floats have none. */
const LISTS: Readonly<Partial<Record<Datatype, List>>> = {
  BOOL: 'boolContents',
  INT8: 'intContents',
  INT16: 'intContents',
  INT32: 'intContents',
  INT64: 'int64Contents',
  UINT8: 'uintContents',
  UINT16: 'uintContents',
  UINT32: 'uintContents',
  UINT64: 'uint64Contents',
  FP32: 'fp32Contents',
  FP64: 'fp64Contents',
  BYTES: 'bytesContents',
};

/** How the protocol's texts call the datatype of each list. */
const EXPECTED: Readonly<Record<List, string>> = {
  boolContents: 'BOOL',
  intContents: 'INT32',
  int64Contents: 'INT64',
  uintContents: 'UINT32',
  uint64Contents: 'UINT64',
  fp32Contents: 'FP32',
  fp64Contents: 'FP64',
  bytesContents: 'BYTES',
};

/**
 * Elements in typed lists as wire bytes; 8- and 16-bit integers are cut to their size.
 * @throws InferdeckError when another list than the datatype's is filled
 */
export function bytesFromContents(
  contents: InferTensorContents,
  tensor: { readonly name: string; readonly datatype: Datatype },
  modelName: string,
): Uint8Array<ArrayBuffer> {
  const { name, datatype } = tensor;
  for (const list of listsOf(contents)) {
    if (list === LISTS[datatype] || contents[list].length === 0) continue;
    throw invalidArgument(
      `unexpected explicit tensor data for input tensor '${name}' for model '${modelName}' of type` +
        ` '${EXPECTED[list]}', expected datatype '${datatype}'`,
    );
  }
  if (datatype === 'BYTES') return packBytes(contents.bytesContents);
  return numbers(contents, datatype);
}

function listsOf(contents: InferTensorContents): List[] {
  return Object.keys(contents).filter((key): key is List => Object.hasOwn(EXPECTED, key));
}

function numbers(contents: InferTensorContents, datatype: NumericDatatype): Uint8Array<ArrayBuffer> {
  const list = LISTS[datatype];
  const elements: readonly (number | bigint | boolean | Uint8Array)[] =
    list === undefined ? [] : contents[list];
  const array = allocateTyped(datatype, elements.length);
  const wide = array instanceof BigInt64Array || array instanceof BigUint64Array;
  elements.forEach((element, index) => {
    if (wide) array[index] = BigInt(typeof element === 'bigint' ? element : 0);
    else array[index] = Number(element);
  });
  return bytesOf(array);
}
