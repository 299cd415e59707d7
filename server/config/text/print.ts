const INDENT = '  ';
/** A block of one short line stays on the line of its name. */
const WIDEST_INLINE = 80;

/** A message in protobuf's text format, before it has a layout. */
export interface TextMessage {
  readonly fields: readonly TextField[];
  /** Never on one line, however short. */
  readonly tall?: boolean;
}

/** The text of a scalar, or a message. */
export type TextValue = string | TextMessage;

/** A field with its value, or with the values of a repeated one. */
export interface TextField {
  readonly name: string;
  readonly value: TextValue | readonly TextValue[];
}

/** How protobuf itself prints: a repeated field once for each value, every message over several lines. */
export function plainLines(fields: readonly TextField[]): readonly string[] {
  return fields.flatMap(({ name, value }) =>
    (isList(value) ? value : [value]).flatMap((item) =>
      typeof item === 'string'
        ? [`${name}: ${item}`]
        : [`${name} {`, ...indented(plainLines(item.fields)), '}'],
    ),
  );
}

/** How people write: lists in brackets, and a short message on the line of its name. */
export function compactLines(fields: readonly TextField[]): readonly string[] {
  return fields.flatMap(({ name, value }) => {
    if (isList(value)) return listLines(name, value);
    return typeof value === 'string' ? [`${name}: ${value}`] : blockLines(`${name} `, value);
  });
}

/** A value by itself, as people write it after `name: ` or `name `. */
export function compactValue(value: TextField['value']): string {
  if (isList(value)) return `[ ${value.map(compactValue).join(', ')} ]`.replace(/^\[ {2}\]$/, '[ ]');
  return typeof value === 'string' ? value : blockLines('', value).join('\n');
}

const isList = (value: TextField['value']): value is readonly TextValue[] => Array.isArray(value);
const isMessage = (value: TextValue): value is TextMessage => typeof value !== 'string';

function listLines(name: string, items: readonly TextValue[]): readonly string[] {
  const blocks = items.filter(isMessage).map((item) => blockLines('', item));
  if (blocks.length === 0) return [`${name}: ${compactValue(items)}`];
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
function blockLines(head: string, { fields, tall = false }: TextMessage): readonly string[] {
  const inner = compactLines(fields);
  if (inner.length === 0) return [`${head}{ }`];
  const inline = `${head}{ ${inner[0]} }`;
  return !tall && inner.length === 1 && inline.length <= WIDEST_INLINE
    ? [inline]
    : [`${head}{`, ...indented(inner), '}'];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => INDENT + line);
}
