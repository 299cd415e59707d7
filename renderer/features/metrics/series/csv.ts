import type { ChartData } from './chart-data.ts';

/** A chart as comma-separated values: times in UTC, an empty field where nothing is known. */
export function csvOf({ lines, rows }: ChartData): string {
  const table = [
    ['time', ...lines.map(({ label }) => label)],
    ...rows.map(({ at, values }) => [new Date(at).toISOString(), ...values.map((value) => value ?? '')]),
  ];
  return table.map((row) => `${row.map((field) => quoted(String(field))).join(',')}\r\n`).join('');
}

/** A field as RFC 4180 wants it. */
function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
