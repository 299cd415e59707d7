import { createWriteStream, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

export interface ServerLog {
  readonly folder: string;
  write(line: string): void;
  /** The latest lines, oldest first. */
  latest(): readonly string[];
}

/** Lines kept in memory for the screen that says why the server does not run. */
const KEPT_LINES = 400;

/** Keeps what the server says in memory and in `server.log`; the log of the run before stays beside it. */
export function openServerLog(folder: string): ServerLog {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'server.log');
  keepPrevious(file, join(folder, 'server.previous.log'));
  const stream = createWriteStream(file, { flags: 'a' });
  // A full disk must not end the app; the lines in memory remain.
  stream.on('error', () => {});
  const lines: string[] = [];
  return {
    folder,
    write(line) {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      stream.write(`${line}\n`);
    },
    latest: () => [...lines],
  };
}

function keepPrevious(file: string, previous: string): void {
  try {
    renameSync(file, previous);
  } catch {
    // The first run has none.
  }
}
