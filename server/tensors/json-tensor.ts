import { InferdeckError, invalidArgument } from '../errors.ts';
import { packBytes, unpackBytes } from './bytes-elements.ts';
import type { Datatype } from './datatype.ts';
import { integerOf, numberOf, standsForNumber } from './json-text.ts';
import { elementCount, type Shape } from './shape.ts';
import { allocateTyped, bytesOf, type NumericArray, typedArrayOver } from './typed-array.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const MISMATCH = "Shape does not match true shape of 'data' field";

/**
 * The `data` of a tensor in JSON, nested or flat, as wire bytes.
 * @param data parsed by parseJsonText
 * @throws InferdeckError when an element does not fit the datatype or the count does not fit the shape
 */
export function bytesFromJson(name: string, datatype: Datatype, shape: Shape, data: unknown): Bytes {
  if (datatype === 'FP16' || datatype === 'BF16') {
    throw invalidArgument(
      `receiving ${datatype} data via JSON is not supported. Please use the binary data format for input ${name}`,
    );
  }
  const elements = flatten(data, elementCount(shape));
  if (datatype === 'BYTES') return packBytes(elements.map((element) => textElement(element)));
  const array = allocateTyped(datatype, elements.length);
  fill(array, elements, datatype);
  return bytesOf(array);
}

function flatten(data: unknown, count: number): readonly unknown[] {
  if (!Array.isArray(data)) throw unreadable('attempt to access JSON non-array as array');
  const nested = data.some(Array.isArray);
  const flat: readonly unknown[] = nested ? data.flat(Number.POSITIVE_INFINITY) : data;
  if (flat.length !== count) throw unreadable(MISMATCH);
  return flat;
}

function textElement(element: unknown): Uint8Array {
  if (typeof element === 'string' && !standsForNumber(element)) return encoder.encode(element);
  throw unreadable('attempt to access JSON non-string as string');
}

function fill(array: NumericArray, elements: readonly unknown[], datatype: Datatype): void {
  if (array instanceof BigInt64Array || array instanceof BigUint64Array) {
    for (let at = 0; at < elements.length; at += 1) {
      const value = wideInteger(elements[at], datatype);
      array[at] = value;
      if (array[at] !== value) throw wrongElement(datatype);
    }
    return;
  }
  const exact = datatype !== 'FP32' && datatype !== 'FP64';
  const convert = datatype === 'BOOL' ? truth : exact ? integer : real;
  for (let at = 0; at < elements.length; at += 1) {
    const value = convert(elements[at], datatype);
    array[at] = value;
    if (exact && array[at] !== value) throw wrongElement(datatype);
  }
}

/** The protocol takes what cannot be parsed for a failure of the server. */
function unreadable(why: string): InferdeckError {
  return new InferdeckError('internal', `Unable to parse 'data': ${why}`);
}

function wrongElement(datatype: Datatype): Error {
  return unreadable(`an element is not a ${datatype} number`);
}

function truth(element: unknown, datatype: Datatype): number {
  if (element === true || element === 1) return 1;
  if (element === false || element === 0) return 0;
  throw wrongElement(datatype);
}

function real(element: unknown, datatype: Datatype): number {
  const value = numberOf(element);
  if (value === undefined) throw wrongElement(datatype);
  return value;
}

function integer(element: unknown, datatype: Datatype): number {
  const value = typeof element === 'boolean' ? Number(element) : numberOf(element);
  if (value === undefined || !Number.isInteger(value)) throw wrongElement(datatype);
  return value;
}

function wideInteger(element: unknown, datatype: Datatype): bigint {
  const value = integerOf(element);
  if (value === undefined) throw wrongElement(datatype);
  return value;
}

/**
 * The elements of a tensor as JSON text, one flat list. Floats are written so that they read back to the last bit; NaN
 * and infinities as bare words, as the protocol's own server writes them.
 */
export function jsonFromBytes(name: string, datatype: Datatype, bytes: Bytes): string {
  if (datatype === 'FP16' || datatype === 'BF16') {
    throw invalidArgument(
      `sending ${datatype} data via JSON is not supported. Please use the binary data format for output ${name}`,
    );
  }
  if (datatype === 'BYTES') return stringList(bytes);
  if (datatype === 'BOOL') return `[${Array.from(bytes, (value) => value !== 0).join(',')}]`;
  return `[${numberList(typedArrayOver(datatype, bytes))}]`;
}

function stringList(bytes: Bytes): string {
  const unpacked = unpackBytes(bytes);
  if (unpacked.state !== 'ok') return '[]';
  return `[${unpacked.elements.map((element) => JSON.stringify(decoder.decode(element))).join(',')}]`;
}

function numberList(array: NumericArray): string {
  const floats = array instanceof Float32Array || array instanceof Float64Array;
  if (!floats || !array.some((value) => Object.is(value, -0))) return array.join(',');
  return Array.from(array, (value) => (Object.is(value, -0) ? '-0.0' : String(value))).join(',');
}
