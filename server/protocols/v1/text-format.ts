import type { DescEnum, DescField, DescMessage, MessageShape } from '@bufbuild/protobuf';
import { isReflectMessage, reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect';
import { escapedText, shortFloat } from './text-scalars.ts';

const INDENT = '  ';

/** A message as protobuf text on one line, as it stands in a header; bytes beyond ASCII are escaped. */
export function oneLineText<D extends DescMessage>(schema: D, message: MessageShape<D>): string {
  return messageLines(reflect(schema, message))
    .map((line) => line.trimStart())
    .join(' ');
}

/** A message as protobuf text, one field a line. Fields go by their number, entries of maps by their key. */
export function multiLineText<D extends DescMessage>(schema: D, message: MessageShape<D>): string {
  return messageLines(reflect(schema, message))
    .map((line) => `${line}\n`)
    .join('');
}

function messageLines(message: ReflectMessage): readonly string[] {
  return message.sortedFields
    .filter((field) => message.isSet(field))
    .flatMap((field) => fieldLines(message, field));
}

function fieldLines(message: ReflectMessage, field: DescField): readonly string[] {
  const write = (name: string, value: unknown) => valueLines(name, value, field.enum);
  if (field.fieldKind === 'list') return [...message.get(field)].flatMap((item) => write(field.name, item));
  if (field.fieldKind !== 'map') return write(field.name, message.get(field));
  return [...message.get(field)]
    .sort(([a], [b]) => byKey(a, b))
    .flatMap(([key, value]) => block(field.name, [...valueLines('key', key), ...write('value', value)]));
}

/** Numbers by their value, texts by their code units. */
function byKey(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : 1;
  return String(a) < String(b) ? -1 : 1;
}

function valueLines(name: string, value: unknown, names?: DescEnum): readonly string[] {
  return isReflectMessage(value)
    ? block(name, messageLines(value))
    : [`${name}: ${scalarText(value, names)}`];
}

function block(name: string, inner: readonly string[]): readonly string[] {
  return [`${name} {`, ...inner.map((line) => INDENT + line), '}'];
}

function scalarText(value: unknown, names: DescEnum | undefined): string {
  if (typeof value === 'string') return escapedText(value);
  if (typeof value !== 'number') return String(value);
  if (names !== undefined) return names.value[value]?.name ?? String(value);
  return shortFloat(value);
}
