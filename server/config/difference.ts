import { joinPath, keyPath } from './path.ts';
import { isObject } from './schema/conforms.ts';
import type { Field } from './schema/field.ts';
import { messageNamed } from './schema/schema.ts';
import type { ConfigMessage, ConfigValue, ModelConfig } from './schema/value.ts';
import { valueText } from './text/write.ts';

/** A field that two configurations give different values; an absent side is undefined. */
export interface FieldDifference {
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Where two configurations differ, as deep in as the difference can be named. */
export function differencesOf(before: ModelConfig, after: ModelConfig): readonly FieldDifference[] {
  return messageDifferences(before, after, 'ModelConfig', '');
}

function messageDifferences(
  before: ConfigMessage,
  after: ConfigMessage,
  typeName: string,
  path: string,
): readonly FieldDifference[] {
  return Object.entries(messageNamed(typeName).fields).flatMap(([name, field]) =>
    fieldDifferences(before[name], after[name], field, joinPath(path, name)),
  );
}

type Side = ConfigValue | undefined;

function fieldDifferences(before: Side, after: Side, field: Field, path: string): readonly FieldDifference[] {
  if (field.cardinality === 'map' && isObject(before) && isObject(after))
    return mapDifferences(before, after, field, path);
  const isNested = field.kind === 'message';
  if (isNested && isList(before) && isList(after) && before.length === after.length) {
    return before.flatMap((item, index) => singleDifferences(item, after[index], field, `${path}[${index}]`));
  }
  return singleDifferences(before, after, field, path);
}

const isList = (value: Side): value is readonly ConfigValue[] => Array.isArray(value);

function mapDifferences(
  before: ConfigMessage,
  after: ConfigMessage,
  field: Field,
  path: string,
): readonly FieldDifference[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => singleDifferences(before[key], after[key], field, keyPath(path, key)));
}

function singleDifferences(
  before: Side,
  after: Side,
  field: Field,
  path: string,
): readonly FieldDifference[] {
  if (field.kind === 'message' && isObject(before) && isObject(after))
    return messageDifferences(before, after, field.type, path);
  const sides = { before: textOf(before, field), after: textOf(after, field) };
  return sides.before === sides.after ? [] : [{ field: path, ...sides }];
}

/** A value on one line. Numbers that are equal as text are equal as numbers, since the text is the shortest exact one. */
function textOf(value: Side, field: Field): string | undefined {
  if (value === undefined) return undefined;
  if (isList(value)) return `[ ${value.map((item) => flat(valueText(item, field))).join(', ')} ]`;
  return flat(valueText(value, field));
}

const flat = (text: string) => text.replaceAll(/\n\s*/g, ' ');
