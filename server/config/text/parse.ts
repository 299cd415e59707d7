import type {
  BlockNode,
  ConfigDocument,
  EntryNode,
  ListNode,
  ScalarNode,
  Span,
  Token,
  ValueNode,
} from './document.ts';
import { lineStartsOf, rangeOf } from './document.ts';
import { scan } from './scan.ts';
import type { TextEdit } from './text-edit.ts';

/** What the grammar alone finds wrong, by place. */
export interface SyntaxFault extends Span {
  readonly message: string;
  readonly repair?: Repair;
}

/** A change of the text that settles a fault, and what it does, as a command. */
export interface Repair extends TextEdit {
  readonly title: string;
}

/** Deeper than any message of the schema; keeps a file of a million braces from exhausting the stack. */
const DEEPEST = 64;
/** After this many faults the text is not a config, and the rest of it is left unread. */
const MOST_FAULTS = 200;
const CLOSING: ReadonlyMap<string, string> = new Map([
  ['{', '}'],
  ['<', '>'],
  ['[', ']'],
]);

/** Reads the text format without regard to what the fields mean. Goes on after a fault; never throws. */
export function parseText(text: string): {
  readonly document: ConfigDocument;
  readonly faults: readonly SyntaxFault[];
} {
  const { tokens, comments } = scan(text);
  const lineStarts = lineStartsOf(text);
  const parser = new Parser(tokens, lineStarts);
  const entries = parser.entries();
  const root: BlockNode = { kind: 'block', entries, start: 0, end: text.length };
  return { document: { text, root, comments, lineStarts }, faults: parser.faults };
}

/** Recursive descent over the tokens of one text. */
class Parser {
  readonly faults: SyntaxFault[] = [];
  private readonly tokens: readonly Token[];
  private readonly lineStarts: readonly number[];
  private at = 0;
  /** The closing brackets that are still to come, innermost last. */
  private readonly awaited: string[] = [];

  constructor(tokens: readonly Token[], lineStarts: readonly number[]) {
    this.tokens = tokens;
    this.lineStarts = lineStarts;
  }

  /** Entries up to the end of the text or a bracket that somebody awaits. */
  entries(): EntryNode[] {
    const entries: EntryNode[] = [];
    while (this.peek().kind !== 'end' && !this.isAwaited()) {
      if (this.peek().kind === 'name') entries.push(this.entry());
      else this.skipToEntry();
    }
    return entries;
  }

  private entry(): EntryNode {
    const name = this.take();
    const colon = this.is(':');
    if (colon) this.take();
    const value = this.value(name, colon);
    if (this.is(',') || this.is(';')) this.take();
    return { name, colon, value, start: name.start, end: Math.max(value.end, name.end) };
  }

  private value(name: Token, colon: boolean): ValueNode {
    if (this.is('[')) return this.list();
    if (this.is('{') || this.is('<')) return this.block();
    if (colon) return this.scalar(name);
    const colonMissing = insert(':', name.end, 'Add the colon');
    this.fault(
      this.peek().startsLine ? name : this.peek(),
      `Expected ":", found ${this.shown()}.`,
      colonMissing,
    );
    return this.peek().startsLine || this.startsEntry() ? missingAfter(name) : this.scalar(name);
  }

  private scalar(after: Token): ScalarNode | { kind: 'missing'; start: number; end: number } {
    const { start } = this.peek();
    const negative = this.is('-');
    if (negative) this.take();
    const isNextEntry = this.peek().startsLine && this.startsEntry();
    if (isNextEntry || !['name', 'number', 'string'].includes(this.peek().kind)) {
      this.fault(
        this.peek().startsLine ? after : this.peek(),
        `Expected a value after "${after.text}", found ${this.shown()}.`,
      );
      const before = this.tokens[this.at - 1] ?? after;
      if (this.peek().kind === 'junk') this.take();
      return missingAfter(before);
    }
    const tokens = this.peek().kind === 'string' ? this.adjacentStrings() : [this.take()];
    return { kind: 'scalar', negative, tokens, start, end: tokens.at(-1)?.end ?? start };
  }

  private adjacentStrings(): Token[] {
    const tokens: Token[] = [];
    while (this.peek().kind === 'string') {
      const token = this.take();
      if (!isClosed(token.text))
        this.fault(token, 'String literals cannot cross line boundaries.', closeString(token));
      if (token.text.includes('\0'))
        this.fault(token, String.raw`A string cannot hold the byte 0 as it is; write \000.`);
      tokens.push(token);
    }
    return tokens;
  }

  private block(): BlockNode {
    const open = this.open();
    const entries = this.entries();
    return { kind: 'block', entries, start: open.start, end: this.close(open) };
  }

  private list(): ListNode {
    const open = this.open();
    const items: (ScalarNode | BlockNode)[] = [];
    while (
      this.peek().kind !== 'end' &&
      !this.isAwaited() &&
      !(this.peek().startsLine && this.startsEntry())
    ) {
      for (const item of this.items(open)) items.push(item);
      this.comma();
    }
    return { kind: 'list', items, start: open.start, end: this.close(open) };
  }

  /** One item; those of a list inside the list, which the format does not allow, are taken as its own. */
  private items(open: Token): readonly (ScalarNode | BlockNode)[] {
    if (this.is('{') || this.is('<')) return [this.block()];
    if (this.is('[')) {
      this.fault(this.peek(), 'A list cannot hold another list.');
      return this.list().items;
    }
    const { start } = this.peek();
    const item = this.scalar(open);
    if (this.peek().start === start) this.take();
    return item.kind === 'scalar' ? [item] : [];
  }

  private comma(): void {
    if (this.is(',')) {
      const comma = this.take();
      if (this.is(']')) this.fault(comma, 'A list must not end with a comma.', withoutComma(comma));
    } else if (!this.isAwaited() && this.peek().kind !== 'end' && !this.startsEntry()) {
      const before = this.tokens[this.at - 1]?.end ?? 0;
      this.fault(
        this.peek(),
        `Expected "," or "]", found ${this.shown()}.`,
        insert(',', before, 'Add the comma'),
      );
    }
  }

  private open(): Token {
    const open = this.take();
    this.awaited.push(CLOSING.get(open.text) ?? '}');
    if (this.awaited.length > DEEPEST) {
      this.fault(open, `Nested more than ${DEEPEST} blocks deep; the rest is not read.`);
      this.giveUp();
    }
    return open;
  }

  /** Takes the closing bracket if it is there, and returns where the bracketed part ends. */
  private close(open: Token): number {
    const expected = this.awaited.pop() ?? '';
    if (this.is(expected)) return this.take().end;
    const { line } = rangeOf(this.lineStarts, open);
    const at = this.peek().kind === 'end' ? open : this.peek();
    this.fault(
      at,
      `Expected "${expected}" to close the "${open.text}" of line ${line}, found ${this.shown()}.`,
    );
    return this.tokens[this.at - 1]?.end ?? open.end;
  }

  /** Past tokens that cannot begin an entry, to one that can. */
  private skipToEntry(): void {
    const first = this.take();
    const text = first.text.slice(0, 40);
    this.fault(
      first,
      first.kind === 'junk' ? `Unexpected text "${text}".` : `Expected identifier, got: ${text}`,
    );
    while (this.peek().kind !== 'end' && !this.isAwaited() && !this.startsEntry()) {
      if (this.peek().kind === 'name' && this.peek().startsLine) return;
      this.take();
    }
  }

  /** Whether a name and what must follow a name come next. */
  private startsEntry(): boolean {
    return this.peek().kind === 'name' && [':', '{', '<', '['].includes(this.peek(1).text);
  }

  private isAwaited(): boolean {
    return this.peek().kind === 'symbol' && this.awaited.includes(this.peek().text);
  }

  private is(symbol: string): boolean {
    return this.peek().kind === 'symbol' && this.peek().text === symbol;
  }

  private shown(): string {
    return this.peek().kind === 'end' ? 'the end of the file' : `"${this.peek().text.slice(0, 40)}"`;
  }

  private peek(ahead = 0): Token {
    return this.tokens[this.at + ahead] ?? END;
  }

  private take(): Token {
    const token = this.peek();
    this.at = Math.min(this.at + 1, this.tokens.length - 1);
    return token;
  }

  private fault(span: Span, message: string, repair?: Repair): void {
    this.faults.push({ message, start: span.start, end: span.end, ...(repair && { repair }) });
    if (this.faults.length === MOST_FAULTS) this.giveUp();
  }

  private giveUp(): void {
    this.at = this.tokens.length - 1;
  }
}

const END: Token = { kind: 'end', text: '', start: 0, end: 0, startsLine: true };

const insert = (newText: string, at: number, title: string): Repair => ({
  start: at,
  end: at,
  newText,
  title,
});
const withoutComma = ({ start, end }: Token): Repair => ({
  start,
  end,
  newText: '',
  title: 'Remove the comma',
});
const closeString = ({ end, text }: Token): Repair => insert(text.charAt(0), end, 'Close the string');

function missingAfter(token: Token) {
  return { kind: 'missing', start: token.end, end: token.end } as const;
}

/** The scanner ends a string at its closing quote or at a line break; an odd number of backslashes escapes the quote. */
function isClosed(literal: string): boolean {
  if (literal.length < 2 || !literal.endsWith(literal.charAt(0))) return false;
  let backslashes = 0;
  while (literal[literal.length - 2 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 0;
}
