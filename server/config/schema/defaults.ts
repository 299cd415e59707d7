import { enumValues } from './enums.ts';
import type { Field } from './field.ts';
import { messageNamed } from './schema.ts';
import type { ConfigMessage, ConfigValue } from './value.ts';

/** A message in which nothing is set: empty lists and maps, zeros, no nested message and no member of a oneof. */
export function emptyMessage(messageName: string): ConfigMessage {
  const fields = Object.entries(messageNamed(messageName).fields);
  return Object.fromEntries(
    fields.flatMap(([name, field]) => {
      const value = defaultOf(field);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** What an unset field reads as; undefined when its absence can be told from every value. */
export function defaultOf(field: Field): ConfigValue | undefined {
  if (field.cardinality === 'many') return [];
  if (field.cardinality === 'map') return {};
  if (field.kind === 'message' || field.oneof !== undefined) return undefined;
  return zeroOf(field);
}

/** The zero of a scalar or enum type. */
export function zeroOf(field: Exclude<Field, { kind: 'message' }>): string | number | boolean {
  if (field.kind === 'enum') return Object.keys(enumValues(field.type))[0] ?? '';
  if (field.type === 'string') return '';
  return field.type === 'bool' ? false : 0;
}
