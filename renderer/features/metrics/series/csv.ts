import { commaSeparated } from '../../../../server/comparison/comma-separated.ts';
import type { ChartData } from './chart-data.ts';

/** A chart as comma-separated values: times in UTC, an empty field where nothing is known. */
export function csvOf({ lines, rows }: ChartData): string {
  return commaSeparated([
    ['time', ...lines.map(({ label }) => label)],
    ...rows.map(({ at, values }) => [new Date(at).toISOString(), ...values.map((value) => value ?? '')]),
  ]);
}
