import { isObject } from '../schema/conforms.ts';
import { defaultOf } from '../schema/defaults.ts';
import type { Field } from '../schema/field.ts';
import { mapEntryOf } from '../schema/map-entry.ts';
import { messageNamed } from '../schema/schema.ts';
import type { ConfigMessage, ConfigValue, ModelConfig } from '../schema/value.ts';
import { floatText, stringLiteral } from './literal-text.ts';

const INDENT = '  ';
/** A block of one short line stays on the line of its name. */
const WIDEST_INLINE = 80;

/** A configuration as a config.pbtxt: what is set, in declaration order, and nothing that is only a default. */
export function writeConfig(config: ModelConfig): string {
  return messageLines(config, 'ModelConfig')
    .map((line) => `${line}\n`)
    .join('');
}

/** The fields of a message that differ from their defaults, as lines without indentation. */
function messageLines(message: ConfigMessage, typeName: string): readonly string[] {
  return scopeLines(message, typeName, messageNamed(typeName).fields);
}

function scopeLines(
  message: ConfigMessage,
  typeName: string,
  fields: Readonly<Record<string, Field>>,
): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = message[name];
    return value === undefined || isDefault(value, field) ? [] : fieldLines(name, value, field, typeName);
  });
}

function isDefault(value: ConfigValue, field: Field): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (field.cardinality === 'map') return isObject(value) && Object.keys(value).length === 0;
  return Object.is(value, defaultOf(field));
}

/** One field with its value, as the lines to put into a block. `typeName` is the message that has the field. */
export function fieldLines(
  name: string,
  value: ConfigValue,
  field: Field,
  typeName: string,
): readonly string[] {
  if (field.cardinality === 'map') return isObject(value) ? mapLines(name, value, field, typeName) : [];
  if (isList(value))
    return field.kind === 'message'
      ? listLines(name, value, field.type)
      : [`${name}: ${scalarList(value, field)}`];
  return isObject(value)
    ? blockLines(`${name} `, bodyLines(value, field))
    : [`${name}: ${scalarText(value, field)}`];
}

const isList = (value: ConfigValue): value is readonly ConfigValue[] => Array.isArray(value);

function bodyLines(value: ConfigValue, field: Field): readonly string[] {
  return isObject(value) ? messageLines(value, field.type) : [];
}

function mapLines(name: string, map: ConfigMessage, field: Field, typeName: string): readonly string[] {
  const entry = mapEntryOf(typeName, name, field);
  return Object.entries(map).flatMap(([key, value]) => [
    `${name} {`,
    `${INDENT}key: ${field.key === 'uint64' ? key : stringLiteral(key)}`,
    ...indented(fieldLines('value', value ?? '', entry.fields.value, entry.typeName)),
    '}',
  ]);
}

function listLines(name: string, items: readonly ConfigValue[], typeName: string): readonly string[] {
  const blocks = items.map((item) => blockLines('', isObject(item) ? messageLines(item, typeName) : []));
  const [only] = blocks;
  if (blocks.length === 1 && only?.length === 1 && `${name} [ ${only[0]} ]`.length <= WIDEST_INLINE)
    return [`${name} [ ${only[0]} ]`];
  const last = blocks.length - 1;
  const lines = blocks.flatMap((block, index) =>
    index === last ? block : [...block.slice(0, -1), `${block.at(-1)},`],
  );
  return [`${name} [`, ...indented(lines), ']'];
}

/** `head { … }`, on one line where it fits. */
function blockLines(head: string, inner: readonly string[]): readonly string[] {
  if (inner.length === 0) return [`${head}{ }`];
  const inline = `${head}{ ${inner[0]} }`;
  return inner.length === 1 && inline.length <= WIDEST_INLINE
    ? [inline]
    : [`${head}{`, ...indented(inner), '}'];
}

export function indented(lines: readonly string[], indent = INDENT): readonly string[] {
  return lines.map((line) => indent + line);
}

/** A value by itself, as it stands after `name: ` or `name `. */
export function valueText(value: ConfigValue, field: Field): string {
  if (isObject(value)) return blockLines('', bodyLines(value, field)).join('\n');
  if (!isList(value)) return scalarText(value, field);
  return scalarList(value, field);
}

function scalarList(items: readonly ConfigValue[], field: Field): string {
  return items.length === 0 ? '[ ]' : `[ ${items.map((item) => scalarText(item, field)).join(', ')} ]`;
}

function scalarText(value: ConfigValue, field: Field): string {
  if (typeof value === 'string') return field.kind === 'enum' ? value : stringLiteral(value);
  if (typeof value === 'number') return numberText(value, field);
  return value === true ? 'true' : 'false';
}

function numberText(value: number, field: Field): string {
  if (field.type === 'float' || field.type === 'double') return floatText(value, field.type);
  return BigInt(value).toString();
}
