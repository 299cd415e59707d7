import { InferdeckError, invalidArgument, messageOf } from '../../errors.ts';
import { integerOf, parseJsonText } from '../../tensors/json-text.ts';

/** An object of a JSON body whose fields are not looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

const MOST_LEVELS = 100;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const decoder = new TextDecoder();

/** Parses a body. @throws InferdeckError when it is no JSON, or nested beyond all reason */
export function parseBody(bytes: Uint8Array): unknown {
  checkDepth(bytes);
  try {
    return parseJsonText(decoder.decode(bytes));
  } catch (error) {
    const message = messageOf(error);
    // Which byte it was is told only for some mistakes.
    const offset = /position (\d+)/.exec(message)?.[1];
    const place = offset === undefined ? '' : ` at ${offset}`;
    const reason = message.replace(/,? (?:"[\s\S]*" is not valid JSON|in JSON at position[\s\S]*)$/, '');
    throw new InferdeckError('internal', `failed to parse the request JSON buffer: ${reason}${place}`);
  }
}

/** Lists within lists cost the stack of whoever walks through them. */
function checkDepth(bytes: Uint8Array): void {
  const fast = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Flat tensors have few brackets: looking for those is much faster than looking at every byte.
  if (hasAtMost(fast, OPEN_LIST, MOST_LEVELS / 2) && hasAtMost(fast, OPEN_OBJECT, MOST_LEVELS / 2)) return;
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at);
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth += 1;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
    if (depth > MOST_LEVELS) {
      throw invalidArgument(`JSON nesting depth exceeds maximum allowed limit (${MOST_LEVELS})`);
    }
  }
}

function hasAtMost(bytes: Buffer, wanted: number, most: number): boolean {
  let at = -1;
  for (let found = 0; found <= most; found += 1) {
    at = bytes.indexOf(wanted, at + 1);
    if (at < 0) return true;
  }
  return false;
}

/** Where the closing quote of a string is. */
function endOfString(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws InferdeckError when the value is no object */
export function objectIn(value: unknown, field: string): JsonObject {
  if (isObject(value)) return value;
  throw unreadable(field, 'attempt to access JSON non-object as object');
}

const NO_PARAMETERS: JsonObject = {};

/** The `parameters` of an object, which may be left out. */
export function parametersIn(object: JsonObject): JsonObject {
  return object['parameters'] === undefined ? NO_PARAMETERS : objectIn(object['parameters'], 'parameters');
}

export function listIn(object: JsonObject, field: string): readonly unknown[] {
  const value = object[field];
  if (Array.isArray(value)) return value;
  throw value === undefined ? missing(field) : unreadable(field, 'attempt to access JSON non-array as array');
}

export function textIn(object: JsonObject, field: string): string {
  const value = optionalText(object, field);
  if (value === undefined) throw missing(field);
  return value;
}

export function optionalText(object: JsonObject, field: string): string | undefined {
  const value = object[field];
  if (value === undefined || typeof value === 'string') return value;
  throw unreadable(field, 'attempt to access JSON non-string as string');
}

/** A whole number from 0, or undefined when the field is left out. */
export function optionalSize(object: JsonObject, field: string): number | undefined {
  const value = object[field];
  return value === undefined ? undefined : size(value, field);
}

/** @throws InferdeckError when the value is no whole number from 0 */
export function size(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  const whole = integerOf(value);
  if (whole !== undefined && whole >= 0n) return Number(whole);
  throw unreadable(field, 'attempt to access JSON non-unsigned-integer as unsigned-integer');
}

export function unreadable(field: string, reason: string): InferdeckError {
  return new InferdeckError('internal', `Unable to parse '${field}': ${reason}`);
}

function missing(field: string): InferdeckError {
  return unreadable(field, `attempt to access non-existing object member '${field}'`);
}
