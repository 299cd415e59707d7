import type { EnumName, EnumOf } from './enums.ts';
import type { MESSAGES, MessageName } from './schema.ts';

/** A value as the schema knows it, before anything more is known about its message. */
export type ConfigValue = string | number | boolean | ConfigMessage | readonly ConfigValue[];

/** Fields, or the entries of a map, by name. */
export interface ConfigMessage {
  readonly [field: string]: ConfigValue | undefined;
}

interface ScalarValues {
  string: string;
  bool: boolean;
  int32: number;
  uint32: number;
  int64: number;
  uint64: number;
  float: number;
  double: number;
}

type SingleValue<F> = F extends { kind: 'scalar'; type: infer T extends keyof ScalarValues }
  ? ScalarValues[T]
  : F extends { kind: 'enum'; type: infer T extends EnumName }
    ? EnumOf<T>
    : F extends { kind: 'message'; type: infer T extends MessageName }
      ? MessageOf<T>
      : never;

type FieldValue<F> = F extends { cardinality: 'many' }
  ? readonly SingleValue<F>[]
  : F extends { cardinality: 'map' }
    ? Readonly<Record<string, SingleValue<F>>>
    : SingleValue<F>;

type Fields<N extends MessageName> = (typeof MESSAGES)[N]['fields'];

/** Members of a oneof and single messages can be absent; everything else has a default. */
type Optional<F> = F extends { cardinality: string }
  ? false
  : F extends { oneof: string } | { kind: 'message' }
    ? true
    : false;

/** The typed form of a message: snake_case fields, enum names as strings, 64-bit integers as numbers. */
export type MessageOf<N extends MessageName> = {
  readonly [K in keyof Fields<N> as Optional<Fields<N>[K]> extends true ? never : K]: FieldValue<
    Fields<N>[K]
  >;
} & {
  readonly [K in keyof Fields<N> as Optional<Fields<N>[K]> extends true ? K : never]?: FieldValue<
    Fields<N>[K]
  >;
};

export type ModelConfig = MessageOf<'ModelConfig'>;
export type ModelInput = MessageOf<'ModelInput'>;
export type ModelOutput = MessageOf<'ModelOutput'>;
export type InstanceGroup = MessageOf<'ModelInstanceGroup'>;
export type VersionPolicy = MessageOf<'ModelVersionPolicy'>;
