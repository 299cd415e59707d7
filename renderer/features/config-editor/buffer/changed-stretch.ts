import type { TextEdit } from '../../../../server/config/text/text-edit.ts';

/** The one edit between two texts that leaves alone what they begin and end with; undefined when they are equal. */
export function changedStretch(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { start, end: before.length - tail, newText: after.slice(start, after.length - tail) };
}
