import type { Field } from './field.ts';

/** One entry of a map, which the text format writes as a message of two fields. */
export interface MapEntry {
  readonly typeName: string;
  readonly fields: { readonly key: Field; readonly value: Field };
}

/** The entry message of a map: for `metric_tags` of ModelConfig it is ModelConfig.MetricTagsEntry. */
export function mapEntryOf(owner: string, name: string, field: Field): MapEntry {
  const { cardinality: _, oneof: __, key = 'string', ...value } = field;
  const pascal = name.replace(/(?:^|_)([a-z])/g, (___, letter: string) => letter.toUpperCase());
  return {
    typeName: `${owner}.${pascal}Entry`,
    fields: {
      key: { kind: 'scalar', type: key, number: 1, doc: 'What the entry is found by.' },
      value: { ...value, number: 2 },
    },
  };
}
