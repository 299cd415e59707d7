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
  return messageToJson(config, 'ModelConfig', (value, field) =>
    field.jsonString === true ? BigInt(value).toString() : finite(value),
  );
}

/** Plain protobuf JSON, which has every 64-bit integer as a string. */
export function configToProtobufJson(config: ModelConfig): JsonObject {
  return messageToJson(config, 'ModelConfig', (value, field) =>
    field.type === 'int64' || field.type === 'uint64' ? BigInt(value).toString() : finite(value),
  );
}

type NumberForm = (value: number, field: Field) => JsonValue;

/** JSON has no word for infinity or not-a-number; protobuf writes them as strings. */
const finite = (value: number): JsonValue => (Number.isFinite(value) ? value : String(value));

function messageToJson(message: ConfigMessage, name: string, number: NumberForm): JsonObject {
  const entries = Object.entries(messageNamed(name).fields).flatMap(([key, field]) => {
    const value = message[key];
    return value === undefined ? [] : [[key, fieldToJson(value, field, number)] as const];
  });
  return Object.fromEntries(entries);
}

function fieldToJson(value: ConfigValue, field: Field, number: NumberForm): JsonValue {
  if (field.cardinality === undefined) return singleToJson(value, field, number);
  if (isList(value)) return value.map((item) => singleToJson(item, field, number));
  if (!isObject(value)) return null;
  const entries = Object.entries(value).map(
    ([key, item]) => [key, singleToJson(item ?? '', field, number)] as const,
  );
  return Object.fromEntries(entries);
}

const isList = (value: ConfigValue): value is readonly ConfigValue[] => Array.isArray(value);

function singleToJson(value: ConfigValue, field: Field, number: NumberForm): JsonValue {
  if (field.kind === 'message') return isObject(value) ? messageToJson(value, field.type, number) : null;
  if (typeof value === 'number') return number(value, field);
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}
