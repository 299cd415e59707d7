import { logTable } from './log-table.ts';
import type { ServedModels } from './lifecycle/served-models.ts';
import type { Logger } from './telemetry/log.ts';

const HEAD = ['Model', 'Version', 'Status'] as const;
type Row = readonly [model: string, version: string, status: string];

/** Writes the table that people look for after a start: each version with its state, and why it does not serve. */
export function logModels(models: ServedModels, log: Logger): void {
  const rows = models.allServed.flatMap(({ name, records, failure }): Row[] => {
    if (records.length === 0 && failure !== undefined) {
      return [[name, '-', `UNAVAILABLE: ${oneLine(failure.error.message)}`]];
    }
    return records.map((record): Row => {
      const why = record.state === 'UNAVAILABLE' ? `: ${oneLine(record.reason)}` : '';
      return [name, String(record.version), `${record.state}${why}`];
    });
  });
  logTable(
    log,
    HEAD,
    rows.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))),
  );
}

const oneLine = (text: string) => text.trim().replaceAll(/\s*\n\s*/g, ' ');
