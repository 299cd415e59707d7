import { diffIndices } from 'node-diff3';

/** Lines that differ from the saved file. */
export interface LineChange {
  /** The first line of the text that is new or changed, from 1; where lines are only gone, the one they stood above. */
  readonly line: number;
  /** How many lines of the text are new or changed; none where lines are only gone. */
  readonly count: number;
  /** How many lines of the file are replaced or gone. */
  readonly removed: number;
}

/** Where a text differs from another one, line by line, in order. */
export function lineChanges(before: string, after: string): readonly LineChange[] {
  const old = linesOf(before);
  const now = linesOf(after);
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  // The rest is compared line against line, which long texts that are alike at both ends would make slow.
  const middle = (lines: readonly string[]) => lines.slice(head, lines.length - tail);
  return diffIndices([...middle(old)], [...middle(now)]).map(
    ({ buffer1: [, removed], buffer2: [at, count] }) => ({ line: head + at + 1, count, removed }),
  );
}

/** `No changes`, `1 change`, `2 changes`. */
export function countedChanges(changes: readonly LineChange[]): string {
  if (changes.length === 0) return 'No changes';
  return changes.length === 1 ? '1 change' : `${changes.length} changes`;
}

const linesOf = (text: string): readonly string[] => text.split(/\r?\n/);
