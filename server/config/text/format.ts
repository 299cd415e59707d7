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
import { rangeOf } from './document.ts';
import { parseText } from './parse.ts';

const INDENT = '  ';
const WIDEST = 100;

/**
 * Lays a config out afresh: one entry a line, two spaces a level, no separators between entries. Comments, order,
 * values, single blank lines, and blocks that fit on the one line they were on all stay. Text that does not parse is
 * returned as it is.
 */
export function formatConfig(text: string): string {
  const { document, faults } = parseText(text);
  if (faults.length > 0) return text;
  const lines = new Layout(document).lines();
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return lines.map((line) => line + end).join('');
}

type Child = EntryNode | ScalarNode | BlockNode;
type Piece = { readonly comment: Token } | { readonly child: Child; readonly comma: boolean };

/** Turns the tree of one document into lines. */
class Layout {
  private readonly document: ConfigDocument;

  constructor(document: ConfigDocument) {
    this.document = document;
  }

  lines(): readonly string[] {
    const { root, text } = this.document;
    return this.body(root, { start: 0, end: text.length }, false);
  }

  /** The children and comments between two brackets, a line or more each. */
  private body(node: BlockNode | ListNode, inside: Span, isList: boolean): readonly string[] {
    const lines: string[] = [];
    let end: number | undefined;
    for (const piece of this.pieces(node, inside, isList)) {
      const span = 'comment' in piece ? piece.comment : piece.child;
      if (end !== undefined && this.hasBlankLine(end, span.start)) lines.push('');
      const isBeside = 'comment' in piece && end !== undefined && this.sameLine(end, span.start);
      if (isBeside) lines[lines.length - 1] += ` ${commentText(piece.comment)}`;
      else for (const line of this.piece(piece)) lines.push(line);
      end = span.end;
    }
    return lines;
  }

  private piece(piece: Piece): readonly string[] {
    return 'comment' in piece
      ? [commentText(piece.comment)]
      : this.child(piece.child, piece.comma ? ',' : '');
  }

  /** Comments between name and value go before the entry; the others stay where they are among the children. */
  private pieces(node: BlockNode | ListNode, inside: Span, isList: boolean): readonly Piece[] {
    const children: readonly Child[] = node.kind === 'list' ? node.items : node.entries;
    const own = within(this.document.comments, inside).filter(
      (comment) => !isInsideBrackets(comment, childAround(children, comment)),
    );
    const pieces: { at: number; piece: Piece }[] = [
      ...own.map((comment) => ({ at: ownerStart(comment, children), piece: { comment } })),
      ...children.map((child, index) => ({
        at: child.start,
        piece: { child, comma: isList && index < children.length - 1 },
      })),
    ];
    return pieces.sort((a, b) => a.at - b.at).map(({ piece }) => piece);
  }

  private child(child: Child, separator: string): readonly string[] {
    if (!('name' in child)) return appended(this.value(child), separator);
    const isScalar = child.value.kind === 'scalar' || (child.value.kind === 'list' && isScalarList(child));
    const head = `${child.name.text}${isScalar ? ':' : ''} `;
    const [first = '', ...rest] = this.value(child.value);
    return [head + first, ...rest];
  }

  private value(node: ValueNode): readonly string[] {
    if (node.kind === 'missing') return [''];
    if (node.kind === 'scalar') return [scalarText(node)];
    const flat = this.flat(node);
    if (flat !== undefined) return [flat];
    const inside = { start: node.start + 1, end: node.end - 1 };
    const [open, close] = node.kind === 'list' ? ['[', ']'] : ['{', '}'];
    const lines = this.body(node, inside, node.kind === 'list');
    const lead = this.commentBeside(node.start);
    if (lead === undefined) return [open, ...indent(lines), close];
    return [`${open} ${lead}`, ...indent(lines.slice(1)), close];
  }

  /** The comment on the line of an opening bracket, if nothing stands between them. */
  private commentBeside(bracket: number): string | undefined {
    const next = this.document.text.slice(bracket + 1).match(/^[ \t]*(#[^\n]*)/)?.[1];
    return next?.trimEnd();
  }

  /** A block or list on one line, if it was on one line and has no comments. */
  private flat(node: BlockNode | ListNode): string | undefined {
    const { text } = this.document;
    const isEmpty = node.kind === 'list' ? node.items.length === 0 : node.entries.length === 0;
    const source = text.slice(node.start, node.end);
    if (within(this.document.comments, node).length > 0 || (source.includes('\n') && !isEmpty))
      return undefined;
    const flat = flatText(node);
    return flat.length <= WIDEST ? flat : undefined;
  }

  private sameLine(a: number, b: number): boolean {
    return !this.document.text.slice(a, b).includes('\n');
  }

  private hasBlankLine(a: number, b: number): boolean {
    const { lineStarts } = this.document;
    const between =
      rangeOf(lineStarts, { start: b, end: b }).line - rangeOf(lineStarts, { start: a, end: a }).line;
    return between > 1 && /\n[ \t\r]*\n/.test(this.document.text.slice(a, b));
  }
}

const commentText = (comment: Token) => comment.text.trimEnd();
const indent = (lines: readonly string[]) => lines.map((line) => (line === '' ? '' : INDENT + line));
const appended = (lines: readonly string[], end: string) => [
  ...lines.slice(0, -1),
  `${lines.at(-1) ?? ''}${end}`,
];
const isScalarList = ({ value }: EntryNode) =>
  value.kind === 'list' && value.items.every((item) => item.kind === 'scalar');

/** Whether a comment belongs to the brackets inside a child rather than to the child's surroundings. */
function isInsideBrackets(comment: Token, child: Child | undefined): boolean {
  const value = child !== undefined && 'name' in child ? child.value : child;
  return (
    value !== undefined && value.kind !== 'scalar' && value.start < comment.start && comment.end < value.end
  );
}

/** Comments between a name and its value go before the name. */
function ownerStart(comment: Token, children: readonly Child[]): number {
  const owner = childAround(children, comment);
  return owner === undefined ? comment.start : owner.start - 1;
}

function childAround(children: readonly Child[], { start }: Span): Child | undefined {
  const child = children[firstFrom(children, start) - 1];
  return child !== undefined && start < child.end ? child : undefined;
}

function within<T extends Span>(sorted: readonly T[], { start, end }: Span): readonly T[] {
  return sorted.slice(firstFrom(sorted, start), firstFrom(sorted, end));
}

/** The index of the first span that begins at an offset or after it. */
function firstFrom(sorted: readonly Span[], offset: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function scalarText({ negative, tokens }: ScalarNode): string {
  return (negative ? '-' : '') + tokens.map(({ text }) => text).join(' ');
}

function flatText(node: ValueNode): string {
  if (node.kind === 'missing') return '';
  if (node.kind === 'scalar') return scalarText(node);
  if (node.kind === 'list')
    return node.items.length === 0 ? '[ ]' : `[ ${node.items.map(flatText).join(', ')} ]`;
  return node.entries.length === 0 ? '{ }' : `{ ${node.entries.map(flatEntry).join(' ')} }`;
}

function flatEntry(entry: EntryNode): string {
  const isScalar = entry.value.kind === 'scalar' || isScalarList(entry);
  return `${entry.name.text}${isScalar ? ':' : ''} ${flatText(entry.value)}`;
}
