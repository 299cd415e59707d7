import { defaultOf } from '../schema/defaults.ts';
import type { Field } from '../schema/field.ts';

/** A field's type in a word or two: `int32`, `list of ModelInput`, `map of string`. */
export function typeText(field: Field): string {
  if (field.cardinality === 'many') return `list of ${field.type}`;
  return field.cardinality === 'map' ? `map of ${field.type}` : field.type;
}

/** What an unset scalar reads as, as it would be written; undefined for what can be absent. */
export function defaultText(field: Field): string | undefined {
  const value = defaultOf(field);
  if (typeof value === 'string') return field.kind === 'enum' ? value : JSON.stringify(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
