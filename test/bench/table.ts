/** One measurement; `raw` is the same work without the server, where there is such a thing. */
export interface BenchRow {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly raw: number | null;
  /** value / raw */
  readonly ratio: number | null;
}

export function row(name: string, unit: string, value: number, raw: number | null = null): BenchRow {
  return { name, unit, value, raw, ratio: raw === null ? null : value / raw };
}

/** The rows as aligned text. */
export function formatTable(rows: readonly BenchRow[]): string {
  const cells = rows.map(({ name, unit, value, raw, ratio }) => [
    name,
    number(value),
    number(raw),
    number(ratio),
    unit,
  ]);
  const all = [['', 'served', 'raw', 'ratio', 'unit'], ...cells];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  const align = (cell: string, column: number) =>
    column === 0 || column === 4 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return all.map((line) => line.map(align).join('  ').trimEnd()).join('\n');
}

function number(value: number | null): string {
  if (value === null) return '-';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3);
}
