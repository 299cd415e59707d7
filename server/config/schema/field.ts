import type { EnumName } from './enums.ts';

/** The scalar types of protocol buffers that the schema uses. */
export type ScalarType = 'string' | 'bool' | 'int32' | 'uint32' | 'int64' | 'uint64' | 'float' | 'double';

interface Declared {
  readonly number: number;
  /** One sentence for people: what the field does, its unit and its default. */
  readonly doc: string;
  /** A list, or a map whose keys have the type `key`; a single value when absent. */
  readonly cardinality?: 'many' | 'map';
  readonly key?: 'string' | 'uint64';
  /** Members of one oneof exclude each other. */
  readonly oneof?: string;
  /** Protobuf JSON writes this 64-bit field as a string where the config endpoint leaves it so. */
  readonly jsonString?: true;
}

export interface ScalarField extends Declared {
  readonly kind: 'scalar';
  readonly type: ScalarType;
}

export interface EnumField extends Declared {
  readonly kind: 'enum';
  readonly type: EnumName;
}

export interface MessageField extends Declared {
  readonly kind: 'message';
  readonly type: string;
}

export type Field = ScalarField | EnumField | MessageField;

export interface Message {
  readonly doc: string;
  /** In declaration order, which is the order of the JSON form. */
  readonly fields: Readonly<Record<string, Field>>;
}

export const message = <const F extends Readonly<Record<string, Field>>>(doc: string, fields: F) => ({
  doc,
  fields,
});

export const scalar = <const T extends ScalarType>(type: T, number: number, doc: string) =>
  ({ kind: 'scalar', type, number, doc }) as const;

export const choice = <const T extends EnumName>(type: T, number: number, doc: string) =>
  ({ kind: 'enum', type, number, doc }) as const;

export const nested = <const T extends string>(type: T, number: number, doc: string) =>
  ({ kind: 'message', type, number, doc }) as const;

export function many<F extends Field>(field: F): F & { readonly cardinality: 'many' } {
  return { ...field, cardinality: 'many' };
}

export function map<F extends Field>(
  key: 'string' | 'uint64',
  field: F,
): F & { readonly cardinality: 'map'; readonly key: 'string' | 'uint64' } {
  return { ...field, cardinality: 'map', key };
}

export function member<F extends Field>(oneof: string, field: F): F & { readonly oneof: string } {
  return { ...field, oneof };
}

export function jsonString<F extends Field>(field: F): F & { readonly jsonString: true } {
  return { ...field, jsonString: true };
}
