/** What a chart over time shows, apart from how it is drawn. */

export interface ChartLine {
  readonly label: string;
  /** A CSS colour. */
  readonly color: string;
  readonly dash?: string;
}

export interface ChartRow {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Line by line; null is a gap. */
  readonly values: readonly (number | null)[];
}

export interface ChartData {
  readonly lines: readonly ChartLine[];
  readonly rows: readonly ChartRow[];
}

/** A step may be late by so much before it counts as missing. */
const PATIENCE = 2.5;

/** Puts an empty row where steps are missing, so that no line is drawn across. @param stepMs length of a step */
export function withGaps(rows: readonly ChartRow[], stepMs: number): readonly ChartRow[] {
  return rows.flatMap((row, index) => {
    const before = rows[index - 1];
    if (before === undefined || row.at - before.at <= PATIENCE * stepMs) return [row];
    return [{ at: before.at + stepMs, values: row.values.map(() => null) }, row];
  });
}

/** The row nearest to a time; undefined where there is none. */
export function rowAt(rows: readonly ChartRow[], at: number): ChartRow | undefined {
  const nearest = rows.reduce<ChartRow | undefined>(
    (best, row) => (best === undefined || Math.abs(row.at - at) < Math.abs(best.at - at) ? row : best),
    undefined,
  );
  return nearest;
}
