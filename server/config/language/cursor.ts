import type { Field } from '../schema/field.ts';
import { mapEntryOf } from '../schema/map-entry.ts';
import { fieldOf, messageNamed } from '../schema/schema.ts';
import type { Token } from '../text/document.ts';
import { scan } from '../text/scan.ts';

/** The message around a cursor, as far as the brackets before it tell. */
export interface CursorScope {
  readonly typeName: string;
  readonly fields: Readonly<Record<string, Field>>;
  /** The names written in this block before the cursor, in order. */
  readonly names: readonly string[];
}

/** What may be written at a cursor. */
export type Cursor =
  | { readonly place: 'nowhere' }
  | {
      readonly place: 'name' | 'value';
      readonly scope: CursorScope;
      /** The field whose value this is, for a value. */
      readonly name: string;
      readonly field: Field | undefined;
      /** What has been typed of it, without the quote. */
      readonly prefix: string;
      /** The offset at which the prefix begins, its quote included. */
      readonly start: number;
      readonly isQuoted: boolean;
      readonly isInList: boolean;
    };

interface Frame {
  readonly typeName: string;
  readonly fields: Readonly<Record<string, Field>>;
  readonly names: string[];
  readonly isList: boolean;
}

/** Finds out what is being written at an offset from the text before it, whole or not. */
export function cursorAt(text: string, offset: number): Cursor {
  const { tokens, comments } = scan(text.slice(0, offset));
  const comment = comments.at(-1);
  if (comment !== undefined && comment.end === offset) return { place: 'nowhere' };
  const written = tokens.filter(({ kind }) => kind !== 'end');
  const last = written.at(-1);
  const typed = last !== undefined && isBeingTyped(last, offset) ? last : undefined;
  const before = typed === undefined ? written : written.slice(0, -1);
  const frames = before.reduce<readonly Frame[]>(step, [rootFrame()]);
  return describe(frames, before, typed, offset);
}

function rootFrame(): Frame {
  return { typeName: 'ModelConfig', fields: messageNamed('ModelConfig').fields, names: [], isList: false };
}

/** A word that ends at the cursor, or a string that is still open there. */
function isBeingTyped({ kind, end, text }: Token, offset: number): boolean {
  if (end !== offset) return false;
  return (
    kind === 'name' ||
    kind === 'number' ||
    (kind === 'string' && (text.length === 1 || !text.endsWith(text.charAt(0))))
  );
}

function step(
  frames: readonly Frame[],
  token: Token,
  index: number,
  tokens: readonly Token[],
): readonly Frame[] {
  const top = frames.at(-1) ?? rootFrame();
  if (token.kind === 'name') {
    if (isEntryName(tokens, index, top)) top.names.push(token.text);
    return frames;
  }
  if (token.kind !== 'symbol') return frames;
  if (token.text === '[') return [...frames, { ...top, names: top.names, isList: true }];
  if (token.text === '{' || token.text === '<') return [...frames, blockFrame(top)];
  return ['}', '>', ']'].includes(token.text) && frames.length > 1 ? frames.slice(0, -1) : frames;
}

/** A name begins an entry unless it is a value: behind a colon, or in a list. */
function isEntryName(tokens: readonly Token[], index: number, top: Frame): boolean {
  const previous = tokens[index - 1]?.text;
  const next = tokens[index + 1]?.text ?? '';
  return !top.isList && (['{', '[', '<', ':'].includes(next) || (previous !== ':' && previous !== '-'));
}

function blockFrame(outer: Frame): Frame {
  const name = outer.names.at(-1) ?? '';
  const field = fieldOf(outer, name);
  if (field?.cardinality === 'map')
    return { ...mapEntryOf(outer.typeName, name, field), names: [], isList: false };
  if (field?.kind !== 'message') return { typeName: '', fields: {}, names: [], isList: false };
  return { typeName: field.type, fields: messageNamed(field.type).fields, names: [], isList: false };
}

function describe(
  frames: readonly Frame[],
  before: readonly Token[],
  typed: Token | undefined,
  offset: number,
): Cursor {
  const top = frames.at(-1) ?? rootFrame();
  const previous = before.at(-1)?.text ?? '';
  const isValue = top.isList || previous === ':' || typed?.kind === 'string' || typed?.kind === 'number';
  const name = isValue ? (top.names.at(-1) ?? '') : '';
  const isQuoted = typed?.kind === 'string';
  return {
    place: isValue ? 'value' : 'name',
    scope: { typeName: top.typeName, fields: top.fields, names: top.names },
    name,
    field: isValue ? fieldOf(top, name) : undefined,
    prefix: isQuoted ? typed.text.slice(1) : (typed?.text ?? ''),
    start: typed?.start ?? offset,
    isQuoted,
    isInList: top.isList,
  };
}
