import type { ConfigContext } from '../context.ts';
import { readConfig } from '../read.ts';
import type { Field } from '../schema/field.ts';
import type { ConfigDocument } from '../text/document.ts';
import { surroundingsAt } from '../text/surroundings.ts';
import type { Completion, ValueSite } from './completion.ts';
import type { Cursor } from './cursor.ts';
import { cursorAt } from './cursor.ts';
import { typeText } from './type-text.ts';
import { valueCompletions } from './value-completions.ts';

export interface Completions {
  /** The stretch of text that a choice replaces. */
  readonly start: number;
  readonly end: number;
  readonly items: readonly Completion[];
}

/** What may be written at an offset: fields that are still free, or values that the field can have. */
export function completionsAt(document: ConfigDocument, offset: number, context: ConfigContext): Completions {
  const cursor = cursorAt(document.text, offset);
  if (cursor.place === 'nowhere') return { start: offset, end: offset, items: [] };
  const items =
    cursor.place === 'name'
      ? freeFields(document, offset, cursor)
      : valueCompletions(siteAt(document, offset, cursor, context));
  return { start: cursor.start, end: endOfWord(document.text, offset, cursor), items };
}

type Writing = Exclude<Cursor, { place: 'nowhere' }>;

function siteAt(
  document: ConfigDocument,
  offset: number,
  cursor: Writing,
  context: ConfigContext,
): ValueSite {
  return {
    cursor,
    context,
    config: readConfig(document.text).config,
    path: surroundingsAt(document, offset).path,
  };
}

/** The rest of a word or string that the cursor is inside of goes, too. */
function endOfWord(text: string, offset: number, { isQuoted }: Writing): number {
  const rest = isQuoted ? /^[^"'\n]*["']?/ : /^[A-Za-z0-9_]*/;
  return offset + (rest.exec(text.slice(offset))?.[0].length ?? 0);
}

/** Fields of the block that are not written yet, nor excluded by another member of their oneof. */
function freeFields(
  document: ConfigDocument,
  offset: number,
  { scope, start }: Writing,
): readonly Completion[] {
  const taken = new Set([...scope.names, ...namesAfter(document, offset, start, scope.typeName)]);
  const chosen = new Set(
    [...taken].map((name) => scope.fields[name]?.oneof).filter((oneof) => oneof !== undefined),
  );
  return Object.entries(scope.fields)
    .filter(([name, field]) => field.cardinality !== undefined || !taken.has(name))
    .filter(([, field]) => field.oneof === undefined || !chosen.has(field.oneof))
    .map(([name, field]) => fieldCompletion(name, field));
}

function namesAfter(
  document: ConfigDocument,
  offset: number,
  start: number,
  typeName: string,
): readonly string[] {
  const around = surroundingsAt(document, offset);
  if (around.typeName !== typeName) return [];
  return around.block.entries
    .filter((entry) => entry.start !== start && entry.start >= offset)
    .map(({ name }) => name.text);
}

function fieldCompletion(name: string, field: Field): Completion {
  const isBlock = field.kind === 'message' || field.cardinality === 'map';
  return {
    label: name,
    kind: isBlock ? 'block' : 'field',
    insertText: name + shapeOf(field),
    detail: typeText(field),
    doc: field.doc,
  };
}

/** The brackets that a value of the field stands in. */
function shapeOf(field: Field): string {
  if (field.cardinality === 'map')
    return field.kind === 'message'
      ? ' {\n  key: "$0"\n  value { string_value: "" }\n}'
      : ' { key: "$0" value: "" }';
  if (field.kind === 'message')
    return field.cardinality === 'many' ? ' [\n  {\n    $0\n  }\n]' : ' {\n  $0\n}';
  if (field.cardinality === 'many') return ': [ $0 ]';
  return field.type === 'string' ? ': "$0"' : ': $0';
}
