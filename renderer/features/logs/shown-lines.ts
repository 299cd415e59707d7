import type { LogLine } from '../../../server/telemetry/logs/contract.ts';
import type { LogSearch } from './log-search.ts';

/** The lines that a filter lets through, oldest first, and the ids of those that hold the words looked for. */
export interface ShownLines {
  readonly rows: readonly LogLine[];
  readonly hits: readonly number[];
}

export const NO_LINES: ShownLines = { rows: [], hits: [] };

/** Which of some lines are shown, and which of those hold the words; no words hold nowhere. */
export function shownOf(lines: readonly LogLine[], filter: LogSearch, words: string): ShownLines {
  const rows = passing(lines, filter);
  return { rows, hits: words === '' ? [] : hitsIn(rows, words) };
}

/** The lines that a filter lets through. */
export function passing(lines: readonly LogLine[], filter: LogSearch): readonly LogLine[] {
  const isEverything = Object.keys(filter).length === 0;
  return isEverything ? lines : lines.filter((line) => passes(line, filter));
}

/** The ids of the lines that hold the words. */
export function hitsIn(lines: readonly LogLine[], words: string): number[] {
  const pattern = patternOf(words);
  return lines.filter((line) => pattern.test(textOf(line))).map(({ id }) => id);
}

function passes(line: LogLine, { levels, about, request, from, to }: LogSearch): boolean {
  return (
    (levels === undefined || levels.includes(line.level)) &&
    (about === undefined || line.model === about) &&
    (request === undefined || line.requestId === request) &&
    (from === undefined || line.time >= from) &&
    (to === undefined || line.time <= to)
  );
}

/** One after the other. */
export function joined(older: ShownLines, newer: ShownLines): ShownLines {
  return { rows: [...older.rows, ...newer.rows], hits: [...older.hits, ...newer.hits] };
}

/** Without the lines before an id. */
export function since({ rows, hits }: ShownLines, id: number): ShownLines {
  return {
    rows: rows.slice(indexFrom(rows, id)),
    hits: hits.filter((hit) => hit >= id),
  };
}

/** The place of the first line that is no older than an id; the number of lines when all are older. */
export function indexFrom(rows: readonly LogLine[], id: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.id ?? id) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The line itself, or nothing when it is not shown. */
export function indexOf(rows: readonly LogLine[], id: number | undefined): number | undefined {
  if (id === undefined) return undefined;
  const index = indexFrom(rows, id);
  return rows[index]?.id === id ? index : undefined;
}

/** The words literally, in whatever case. */
export function patternOf(words: string): RegExp {
  return new RegExp(words.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'), 'i');
}

const textOf = ({ text, detail }: LogLine) => (detail === undefined ? text : `${text}\n${detail}`);
