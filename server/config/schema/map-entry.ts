import type { Field } from './field.ts';
import { camelCase } from './names.ts';

/** One entry of a map, which the text format writes as a message of two fields. */
export interface MapEntry {
  readonly typeName: string;
  readonly fields: { readonly key: Field; readonly value: Field };
}

/** The entry message of a map: for `metric_tags` of ModelConfig it is ModelConfig.MetricTagsEntry. */
export function mapEntryOf(owner: string, name: string, field: Field): MapEntry {
  const { cardinality: _, oneof: __, key = 'string', ...value } = field;
  const pascal = camelCase(`_${name}`);
  return {
    typeName: `${owner}.${pascal}Entry`,
    fields: {
      key: { kind: 'scalar', type: key, number: 1, doc: 'What the entry is found by.' },
      value: { ...value, number: 2 },
    },
  };
}
