import { enumValues } from './enums.ts';
import type { Field } from './field.ts';
import type { MessageName } from './schema.ts';
import { messageNamed } from './schema.ts';
import type { ConfigMessage, ConfigValue, MessageOf } from './value.ts';

/** Whether a decoded value has exactly the fields and types of a message; what turns it into its typed form. */
export function conforms<N extends MessageName>(
  value: ConfigMessage,
  name: N,
): value is ConfigMessage & MessageOf<N> {
  return isMessage(value, name);
}

function isMessage(value: ConfigMessage, name: string): boolean {
  const { fields } = messageNamed(name);
  const isKnown = Object.keys(value).every((key) => Object.hasOwn(fields, key));
  return isKnown && Object.entries(fields).every(([key, field]) => isField(value[key], field));
}

function isField(value: ConfigValue | undefined, field: Field): boolean {
  if (field.cardinality === 'many')
    return Array.isArray(value) && value.every((item) => isSingle(item, field));
  if (field.cardinality === 'map')
    return isObject(value) && Object.values(value).every((item) => isSingle(item, field));
  if (value === undefined) return field.kind === 'message' || field.oneof !== undefined;
  return isSingle(value, field);
}

function isSingle(value: ConfigValue | undefined, field: Field): boolean {
  if (field.kind === 'message') return isObject(value) && isMessage(value, field.type);
  if (field.kind === 'enum') return typeof value === 'string' && Object.hasOwn(enumValues(field.type), value);
  if (field.type === 'string') return typeof value === 'string';
  return typeof value === (field.type === 'bool' ? 'boolean' : 'number');
}

/** Whether a value is a message or a map rather than a list or a scalar. */
export function isObject(value: ConfigValue | undefined): value is ConfigMessage {
  return typeof value === 'object' && !Array.isArray(value);
}
