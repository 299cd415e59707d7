import type { PathStep } from '../path.ts';
import type { Field } from './field.ts';
import { fieldOf, messageNamed } from './schema.ts';

/** The field that a path leads to, if the schema has such a path; an index or key gives a field its single value. */
export function fieldAt(steps: readonly PathStep[], typeName = 'ModelConfig'): Field | undefined {
  const [first, ...rest] = steps;
  const field = first?.kind === 'field' ? fieldOf(messageNamed(typeName), first.name) : undefined;
  return field && follow(field, rest);
}

function follow(field: Field, steps: readonly PathStep[]): Field | undefined {
  const [next, ...rest] = steps;
  if (next === undefined) return field;
  if (next.kind === 'field') {
    return field.kind === 'message' && field.cardinality === undefined
      ? fieldAt(steps, field.type)
      : undefined;
  }
  const { cardinality, ...single } = field;
  return cardinality === (next.kind === 'index' ? 'many' : 'map') ? follow(single, rest) : undefined;
}
