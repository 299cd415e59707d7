/** A change that leaves every other byte alone: what stands between the offsets becomes `newText`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** The text after edits, none of which touch. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const backwards = [...edits].sort((a, b) => b.start - a.start);
  return backwards.reduce(
    (changed, { start, end, newText }) => changed.slice(0, start) + newText + changed.slice(end),
    text,
  );
}

/** The white space at the beginning of the line that holds an offset. */
export function indentationAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

/** What is left of a line after an offset, without its line break. */
export function restOfLine(text: string, offset: number): string {
  return /^[^\r\n]*/.exec(text.slice(offset))?.[0] ?? '';
}

/** Whether only white space, a separator or a comment follows on the line. */
export function endsLine(text: string, offset: number): boolean {
  return /^[ \t]*[,;]?[ \t]*(#.*)?$/.test(restOfLine(text, offset));
}

/** Whether only white space stands before an offset on its line. */
export function startsLine(text: string, offset: number): boolean {
  return indentationAt(text, offset).length === offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** Lines joined the way the text does it, every one but the first indented. */
export function joinLines(text: string, lines: readonly string[], indentation: string): string {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  return lines.join(lineBreak + indentation);
}

/** Lines on one line, as they go into a block that is on one line. */
export function flattened(lines: readonly string[]): string {
  return lines.map((line) => line.trim()).join(' ');
}

/** New text for a place, kept apart from a word that follows at once: `8` before `input` must not become `8input`. */
export function apart(text: string, offset: number, newText: string): string {
  const wouldJoin = /[A-Za-z0-9_.]$/.test(newText) && /^[A-Za-z0-9_.]/.test(text.slice(offset, offset + 1));
  return wouldJoin ? `${newText} ` : newText;
}
