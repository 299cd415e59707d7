import type { Logger } from './telemetry/log.ts';

/** Writes a table into the log, a line a row, as people know it from the original server's start. */
export function logTable(log: Logger, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`;
  const line = (cells: readonly string[]) =>
    `|${cells.map((cell, column) => ` ${cell.padEnd(widths[column] ?? 0)} `).join('|')}|`;
  for (const text of [rule, line(head), rule, ...rows.map(line), rule]) log.info(text);
}
