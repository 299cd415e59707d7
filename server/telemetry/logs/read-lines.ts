import type { LogLevel, LogLine, LogPage } from './contract.ts';
import type { LogLines } from './log-lines.ts';

/** Which lines are asked for. What is left out does not matter. */
export interface LogQuery {
  /** Newer than the line of this id, the oldest of them first. */
  readonly after?: number | undefined;
  /** Older than the line of this id, the newest of them first; by itself from the end. */
  readonly before?: number | undefined;
  readonly limit: number;
  readonly levels?: readonly LogLevel[] | undefined;
  readonly model?: string | undefined;
  readonly requestId?: string | undefined;
  /** In the text or the detail, in whatever case. */
  readonly search?: string | undefined;
  /** Milliseconds since 1970, both ends included. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** One page of the lines that are asked for. */
export function readLines(lines: LogLines, query: LogQuery): LogPage {
  const { after, limit } = query;
  const isWanted = matcher(query);
  const found: LogLine[] = [];
  for (const line of after === undefined ? backwards(lines, query.before) : forwards(lines, after)) {
    if (!isWanted(line)) continue;
    // One more than asked for tells that there is more.
    if (found.push(line) > limit) break;
  }
  const page = found.slice(0, limit);
  if (after === undefined) page.reverse();
  return { lines: page, newest: lines.newest, more: found.length > limit };
}

function* forwards(lines: LogLines, after: number): Generator<LogLine> {
  for (let id = Math.max(after + 1, lines.oldest); id <= lines.newest; id += 1) {
    const line = lines.line(id);
    if (line !== undefined) yield line;
  }
}

function* backwards(lines: LogLines, before = Number.POSITIVE_INFINITY): Generator<LogLine> {
  for (let id = Math.min(before - 1, lines.newest); id >= lines.oldest; id -= 1) {
    const line = lines.line(id);
    if (line !== undefined) yield line;
  }
}

function matcher({ levels, model, requestId, search, from, to }: LogQuery): (line: LogLine) => boolean {
  const words = search?.toLowerCase();
  return (line) =>
    (levels === undefined || levels.includes(line.level)) &&
    (model === undefined || line.model === model) &&
    (requestId === undefined || line.requestId === requestId) &&
    (from === undefined || line.time >= from) &&
    (to === undefined || line.time <= to) &&
    (words === undefined || holds(line.text, words) || holds(line.detail ?? '', words));
}

function holds(text: string, words: string): boolean {
  return text.toLowerCase().includes(words);
}
