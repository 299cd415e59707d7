import {
  type DescEnum,
  type DescField,
  type DescMessage,
  type MessageShape,
  ScalarType,
} from '@bufbuild/protobuf';
import { isReflectMessage, reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect';
import { plainFloatText } from '../../config/text/float-text.ts';
import { plainLines, type TextField, type TextValue } from '../../config/text/print.ts';
import { asciiLiteral } from '../../config/text/string-literal.ts';

/** A message as protobuf text on one line, as it stands in a header; bytes beyond ASCII are escaped. */
export function oneLineText<D extends DescMessage>(schema: D, message: MessageShape<D>): string {
  return plainLines(fieldsOf(reflect(schema, message)))
    .map((line) => line.trimStart())
    .join(' ');
}

/** A message as protobuf text, one field a line. Fields go by their number, entries of maps by their key. */
export function multiLineText<D extends DescMessage>(schema: D, message: MessageShape<D>): string {
  return plainLines(fieldsOf(reflect(schema, message)))
    .map((line) => `${line}\n`)
    .join('');
}

function fieldsOf(message: ReflectMessage): readonly TextField[] {
  return message.sortedFields
    .filter((field) => message.isSet(field))
    .map((field) => ({ name: field.name, value: fieldValue(message, field) }));
}

function fieldValue(message: ReflectMessage, field: DescField): TextField['value'] {
  if (field.fieldKind === 'list') return [...message.get(field)].map((item) => valueOf(item, field));
  if (field.fieldKind !== 'map') return valueOf(message.get(field), field);
  return [...message.get(field)]
    .sort(([a], [b]) => byKey(a, b))
    .map(([key, value]) => ({
      fields: [
        { name: 'key', value: valueOf(key, {}) },
        { name: 'value', value: valueOf(value, field) },
      ],
    }));
}

/** Numbers by their value, texts by their code units. */
function byKey(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : 1;
  return String(a) < String(b) ? -1 : 1;
}

interface ScalarKind {
  readonly enum?: DescEnum | undefined;
  readonly scalar?: ScalarType | undefined;
}

function valueOf(value: unknown, { enum: names, scalar }: ScalarKind): TextValue {
  if (isReflectMessage(value)) return { fields: fieldsOf(value) };
  if (typeof value === 'string') return asciiLiteral(value);
  if (typeof value !== 'number') return String(value);
  if (names !== undefined) return names.value[value]?.name ?? String(value);
  return scalar === ScalarType.FLOAT ? plainFloatText(value) : String(value);
}
