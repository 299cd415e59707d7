/** What most lines of a text end with; `\n` when nothing speaks for either. */
export function lineEndingOf(text: string): '\n' | '\r\n' {
  const all = text.match(/\r\n|\r|\n/g) ?? [];
  return all.filter((ending) => ending !== '\n').length > all.length / 2 ? '\r\n' : '\n';
}

/** The text as an editor can hold it, with one kind of line ending throughout. */
export function withOneLineEnding(text: string): string {
  return text.replace(/\r\n|\r|\n/g, lineEndingOf(text));
}
