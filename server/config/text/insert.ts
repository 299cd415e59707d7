import type { BlockNode, ConfigDocument, EntryNode, ListNode } from './document.ts';
import type { TextEdit } from './text-edit.ts';
import { apart, endsLine, flattened, indentationAt, joinLines, restOfLine, startsLine } from './text-edit.ts';

const INDENT = '  ';

/**
 * Puts an entry into a block: behind `after` if there is such an entry, else before all others; on a line of its own
 * where the block has lines, otherwise among the others on theirs.
 */
export function insertEntry(
  document: ConfigDocument,
  block: BlockNode,
  after: EntryNode | undefined,
  lines: readonly string[],
): readonly TextEdit[] {
  if (block.entries.length === 0) return [fillBlock(document, block, lines)];
  if (after !== undefined) return [insertBehind(document, block, after, lines)];
  return [insertFirst(document, block, lines)];
}

const isRoot = (document: ConfigDocument, block: BlockNode) => block === document.root;

function isOnOneLine({ text }: ConfigDocument, { start, end }: { start: number; end: number }): boolean {
  return !text.slice(start, end).includes('\n');
}

function fillBlock(document: ConfigDocument, block: BlockNode, lines: readonly string[]): TextEdit {
  const { text } = document;
  if (isRoot(document, block)) return appendToFile(document, lines);
  const start = block.start + 1;
  const hasComment = document.comments.some(
    (comment) => block.start < comment.start && comment.start < block.end,
  );
  const outer = indentationAt(text, block.start);
  const inner = joinLines(text, ['', ...lines], outer + INDENT);
  if (hasComment) return { start, end: start, newText: inner };
  const newText = lines.length === 1 ? ` ${lines[0]} ` : joinLines(text, [inner, ''], outer);
  return { start, end: block.end - 1, newText };
}

function appendToFile({ text }: ConfigDocument, lines: readonly string[]): TextEdit {
  const before = text === '' || text.endsWith('\n') ? [] : [''];
  return { start: text.length, end: text.length, newText: joinLines(text, [...before, ...lines, ''], '') };
}

function insertBehind(
  document: ConfigDocument,
  block: BlockNode,
  after: EntryNode,
  lines: readonly string[],
): TextEdit {
  const { text } = document;
  const hasLines = isRoot(document, block) || !isOnOneLine(document, block);
  if (!hasLines || !endsLine(text, after.end)) {
    return { start: after.end, end: after.end, newText: apart(text, after.end, ` ${flattened(lines)}`) };
  }
  const at = after.end + restOfLine(text, after.end).length;
  return {
    start: at,
    end: at,
    newText: joinLines(text, ['', ...lines], indentationOf(document, block, after)),
  };
}

/** An entry that shares its line with the bracket says nothing about how deep its block is indented. */
function indentationOf({ text }: ConfigDocument, block: BlockNode, entry: EntryNode): string {
  const first = [entry, ...block.entries].find(({ start }) => startsLine(text, start));
  return first === undefined ? indentationAt(text, entry.start) : indentationAt(text, first.start);
}

function insertFirst(document: ConfigDocument, block: BlockNode, lines: readonly string[]): TextEdit {
  const { text } = document;
  const at = block.entries[0]?.start ?? block.start;
  const indentation = indentationAt(text, at);
  const newText = startsLine(text, at)
    ? joinLines(text, [...lines, ''], indentation)
    : `${flattened(lines)} `;
  return { start: at, end: at, newText };
}

/** Puts an item at the end of a list, on a line of its own where the last one has that. */
export function insertItem(
  document: ConfigDocument,
  list: ListNode,
  lines: readonly string[],
): readonly TextEdit[] {
  const { text } = document;
  const last = list.items.at(-1);
  if (last === undefined) {
    return [
      {
        start: list.start,
        end: list.end,
        newText: `[ ${joinLines(text, lines, indentationAt(text, list.start))} ]`,
      },
    ];
  }
  const comma = { start: last.end, end: last.end, newText: ',' };
  if (isOnOneLine(document, list)) return [{ ...comma, newText: `, ${flattened(lines)}` }];
  const indentation = indentationAt(text, last.start);
  if (!endsLine(text, last.end)) return [{ ...comma, newText: `, ${joinLines(text, lines, indentation)}` }];
  const at = last.end + restOfLine(text, last.end).length;
  const newText = joinLines(text, ['', ...lines], indentation);
  return at === last.end ? [{ ...comma, newText: `,${newText}` }] : [comma, { start: at, end: at, newText }];
}
