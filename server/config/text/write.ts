import { isObject } from '../schema/conforms.ts';
import { defaultOf } from '../schema/defaults.ts';
import type { Field } from '../schema/field.ts';
import { mapEntryOf } from '../schema/map-entry.ts';
import { messageNamed } from '../schema/schema.ts';
import type { ConfigMessage, ConfigValue, ModelConfig } from '../schema/value.ts';
import { floatText } from './float-text.ts';
import { compactLines, compactValue, type TextField, type TextMessage, type TextValue } from './print.ts';
import { stringLiteral } from './string-literal.ts';

/** A configuration as a config.pbtxt: what is set, in declaration order, and nothing that is only a default. */
export function writeConfig(config: ModelConfig): string {
  return compactLines(messageText(config, 'ModelConfig').fields)
    .map((line) => `${line}\n`)
    .join('');
}

/** One field with its value, as the lines to put into a block. `typeName` is the message that has the field. */
export function fieldLines(
  name: string,
  value: ConfigValue,
  field: Field,
  typeName: string,
): readonly string[] {
  return compactLines(fieldText(name, value, field, typeName));
}

/** A value by itself, as it stands after `name: ` or `name `. */
export function valueText(value: ConfigValue, field: Field): string {
  return compactValue(isList(value) ? value.map((item) => itemText(item, field)) : itemText(value, field));
}

/** The fields of a message that differ from their defaults. */
function messageText(message: ConfigMessage, typeName: string): TextMessage {
  const fields = Object.entries<Field>(messageNamed(typeName).fields).flatMap(([name, field]) => {
    const value = message[name];
    return value === undefined || isDefault(value, field) ? [] : fieldText(name, value, field, typeName);
  });
  return { fields };
}

function isDefault(value: ConfigValue, field: Field): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (field.cardinality === 'map') return isObject(value) && Object.keys(value).length === 0;
  return Object.is(value, defaultOf(field));
}

function fieldText(name: string, value: ConfigValue, field: Field, typeName: string): readonly TextField[] {
  if (field.cardinality === 'map') return isObject(value) ? mapText(name, value, field, typeName) : [];
  if (isList(value)) return [{ name, value: value.map((item) => itemText(item, field)) }];
  return [{ name, value: itemText(value, field) }];
}

const isList = (value: ConfigValue): value is readonly ConfigValue[] => Array.isArray(value);

function mapText(name: string, map: ConfigMessage, field: Field, typeName: string): readonly TextField[] {
  const entry = mapEntryOf(typeName, name, field);
  return Object.entries(map).map(([key, value]) => {
    const keyText = { name: 'key', value: field.key === 'uint64' ? key : stringLiteral(key) };
    const fields = [keyText, ...fieldText('value', value ?? '', entry.fields.value, entry.typeName)];
    return { name, value: { fields, tall: true } };
  });
}

function itemText(value: ConfigValue, field: Field): TextValue {
  if (isObject(value)) return messageText(value, field.type);
  if (typeof value === 'string') return field.kind === 'enum' ? value : stringLiteral(value);
  if (typeof value === 'number') return numberText(value, field);
  return value === true ? 'true' : 'false';
}

function numberText(value: number, field: Field): string {
  if (field.type === 'float' || field.type === 'double') return floatText(value, field.type);
  return BigInt(value).toString();
}
