import type { ConfigDocument, EntryNode, ListNode, ValueNode } from './document.ts';
import type { TextEdit } from './text-edit.ts';
import { restOfLine, startsLine } from './text-edit.ts';

/** Takes an entry out; its line goes with it unless something else is on the line. */
export function removeEntry({ text }: ConfigDocument, entry: EntryNode): TextEdit {
  const separator = /^[ \t]*[,;]/.exec(text.slice(entry.end))?.[0] ?? '';
  const end = entry.end + separator.length;
  const rest = restOfLine(text, end);
  const spaces = /^[ \t]*/.exec(rest)?.[0].length ?? 0;
  const isAlone = startsLine(text, entry.start) && spaces === rest.length;
  if (isAlone) return withLine(text, entry.start, end + spaces);
  const isLast = spaces === rest.length || rest[spaces] === '#';
  if (!isLast || startsLine(text, entry.start)) return { start: entry.start, end: end + spaces, newText: '' };
  return { start: spaceBefore(text, entry.start), end, newText: '' };
}

/** Takes one item out of a list of several, and the comma that tells it from its neighbour. */
export function removeItem(document: ConfigDocument, list: ListNode, item: ValueNode): readonly TextEdit[] {
  const index = list.items.findIndex((other) => other === item);
  const previous = list.items[index - 1];
  const next = list.items[index + 1];
  if (next !== undefined) return [removeUpTo(document, item, next)];
  if (previous === undefined) return [{ start: item.start, end: item.end, newText: '' }];
  const comma = commaAfter(document, previous.end);
  const isPlain = document.text.slice(comma + 1, item.start).trim() === '';
  if (isPlain) return [{ start: comma, end: item.end, newText: '' }];
  return [
    { start: comma, end: comma + 1, newText: '' },
    { start: item.start, end: item.end, newText: '' },
  ];
}

/** A comment between an item and the next one stays. */
function removeUpTo(document: ConfigDocument, item: ValueNode, next: ValueNode): TextEdit {
  const comma = commaAfter(document, item.end);
  const isPlain =
    document.text.slice(item.end, comma).trim() === '' &&
    document.text.slice(comma + 1, next.start).trim() === '';
  return { start: item.start, end: isPlain ? next.start : comma + 1, newText: '' };
}

/** The comma after an offset that is not part of a comment. */
function commaAfter({ text, comments }: ConfigDocument, offset: number): number {
  for (let at = text.indexOf(',', offset); at !== -1; at = text.indexOf(',', at + 1)) {
    if (!comments.some(({ start, end }) => start < at && at < end)) return at;
  }
  return offset;
}

function withLine(text: string, start: number, end: number): TextEdit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineBreak = /^\r?\n/.exec(text.slice(end))?.[0].length ?? 0;
  return { start: lineStart, end: end + lineBreak, newText: '' };
}

function spaceBefore(text: string, offset: number): number {
  return offset - (/[ \t]*$/.exec(text.slice(0, offset))?.[0].length ?? 0);
}
