import { packBytes, unpackBytes } from '../../tensors/bytes-elements.ts';
import type { Datatype } from '../../tensors/datatype.ts';
import { elementCount } from '../../tensors/shape.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import { allocateTyped, bytesOf, type NumericDatatype, typedArrayOver } from '../../tensors/typed-array.ts';
import type { NodeTensor } from './contract.ts';

/** A tensor as a model's code sees it. */
export function toNode({ datatype, shape, data }: Tensor): NodeTensor {
  if (datatype !== 'BYTES') return { datatype, shape, data: typedArrayOver(datatype, data) };
  const unpacked = unpackBytes(data);
  return { datatype, shape, data: unpacked.state === 'ok' ? unpacked.elements : [] };
}

/**
 * What a model's code gave as an output: `{ shape, data }` with numbers, strings or byte arrays, or an array alone, which
 * has one dimension.
 * @throws TypeError when it is nothing of that, or the elements do not fill the shape
 */
export function fromNode(name: string, datatype: Datatype, given: unknown): Tensor {
  const { elements, shape } = partsOf(name, given);
  if (elementCount(shape) !== elements.length) {
    throw new TypeError(
      `output '${name}' has ${elements.length} elements, its shape [${shape.join(', ')}] needs ${elementCount(shape)}`,
    );
  }
  const data =
    datatype === 'BYTES' ? packBytes(elements.map(bytesOfElement)) : numbers(name, datatype, elements);
  return { name, datatype, shape, data };
}

function partsOf(name: string, given: unknown): { elements: readonly unknown[]; shape: readonly number[] } {
  const data = isObject(given) && 'data' in given ? given.data : given;
  const elements = listOf(data);
  if (elements === undefined) {
    throw new TypeError(
      `output '${name}' must be an array, or { shape, data } with one; it is ${typeof data}`,
    );
  }
  const shape = isObject(given) && 'shape' in given ? listOf(given.shape)?.map(Number) : undefined;
  return { elements, shape: shape ?? [elements.length] };
}

function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return undefined;
  return isIterable(value) ? Array.from(value) : undefined;
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}

function numbers(name: string, datatype: NumericDatatype, elements: readonly unknown[]): Tensor['data'] {
  const array = allocateTyped(datatype, elements.length);
  const isWide = array instanceof BigInt64Array || array instanceof BigUint64Array;
  for (const [index, element] of elements.entries()) {
    if (typeof element !== 'number' && typeof element !== 'bigint' && typeof element !== 'boolean')
      throw new TypeError(`element ${index} of output '${name}' is no number`);
    if (isWide) array[index] = BigInt(element);
    else array[index] = Number(element);
  }
  return bytesOf(array);
}

function bytesOfElement(element: unknown): Uint8Array {
  return element instanceof Uint8Array ? element : new TextEncoder().encode(String(element));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
