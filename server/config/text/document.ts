import type { TextRange } from '../problem.ts';

/** Where something stands in the text, as offsets; the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type TokenKind = 'name' | 'number' | 'string' | 'symbol' | 'comment' | 'junk' | 'end';

export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
  /** Whether it is the first token of its line. */
  readonly startsLine: boolean;
}

/** One number, name, or run of adjacent strings, with its minus sign. */
export interface ScalarNode extends Span {
  readonly kind: 'scalar';
  readonly negative: boolean;
  readonly tokens: readonly Token[];
}

/** Entries between braces; the whole file is a block without braces. */
export interface BlockNode extends Span {
  readonly kind: 'block';
  readonly entries: readonly EntryNode[];
}

export interface ListNode extends Span {
  readonly kind: 'list';
  readonly items: readonly (ScalarNode | BlockNode)[];
}

/** Where a value should be and is not, as while somebody types. */
export interface MissingNode extends Span {
  readonly kind: 'missing';
}

export type ValueNode = ScalarNode | BlockNode | ListNode | MissingNode;

/** `name: value` or `name { … }`. The span ends with the value, before any separator. */
export interface EntryNode extends Span {
  readonly name: Token;
  readonly colon: boolean;
  readonly value: ValueNode;
}

/** A config as it is written: its text, what stands where, and the comments. */
export interface ConfigDocument {
  readonly text: string;
  readonly root: BlockNode;
  readonly comments: readonly Token[];
  /** Offset of the first character of every line. */
  readonly lineStarts: readonly number[];
}

/** Offsets at which lines begin. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** A span with its line and column. */
export function rangeOf(lineStarts: readonly number[], span: Span): TextRange {
  const line = lineIndexAt(lineStarts, span.start);
  return {
    start: span.start,
    end: span.end,
    line: line + 1,
    column: span.start - (lineStarts[line] ?? 0) + 1,
  };
}

function lineIndexAt(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
