import type { Field } from '../schema/field.ts';
import { messageNamed } from '../schema/schema.ts';
import { isObject } from '../schema/conforms.ts';
import type { ConfigMessage, ConfigValue, ModelConfig } from '../schema/value.ts';

export type JsonValue = string | number | boolean | null | JsonObject | readonly JsonValue[];
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

/**
 * The config endpoint's form: protobuf JSON with snake_case names in declaration order, every scalar and list printed,
 * unset messages and oneof members left out. 64-bit integers are numbers except where Triton leaves them strings.
 */
export function configToJson(config: ModelConfig): JsonObject {
  return messageToJson(config, 'ModelConfig');
}

function messageToJson(message: ConfigMessage, name: string): JsonObject {
  const entries = Object.entries(messageNamed(name).fields).flatMap(([key, field]) => {
    const value = message[key];
    return value === undefined ? [] : [[key, fieldToJson(value, field)] as const];
  });
  return Object.fromEntries(entries);
}

function fieldToJson(value: ConfigValue, field: Field): JsonValue {
  if (field.cardinality === undefined) return singleToJson(value, field);
  if (isList(value)) return value.map((item) => singleToJson(item, field));
  if (!isObject(value)) return null;
  const entries = Object.entries(value).map(([key, item]) => [key, singleToJson(item ?? '', field)] as const);
  return Object.fromEntries(entries);
}

const isList = (value: ConfigValue): value is readonly ConfigValue[] => Array.isArray(value);

function singleToJson(value: ConfigValue, field: Field): JsonValue {
  if (field.kind === 'message') return isObject(value) ? messageToJson(value, field.type) : null;
  if (typeof value === 'number') return numberToJson(value, field);
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

/** JSON has no word for infinity or not-a-number; protobuf writes them as strings. */
function numberToJson(value: number, field: Field): JsonValue {
  if (field.jsonString === true) return BigInt(value).toString();
  return Number.isFinite(value) ? value : String(value);
}
