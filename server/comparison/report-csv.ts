import { judgedSamples, type Report } from './report.ts';

/** What became of each labelled sample, as a table. */
export function samplesCsv({ run }: Pick<Report, 'run'>): string {
  const rows = judgedSamples(run).map(({ name, label, a, b, outcome }) => [
    name,
    label,
    a.label,
    a.score,
    b.label,
    b.score,
    outcome,
  ]);
  return table([['sample', 'label', 'a', 'a_score', 'b', 'b_score', 'outcome'], ...rows]);
}

/** The raw latencies in milliseconds, in the order of the inputs: at one place both sides had the same input. */
export function latenciesCsv({ run }: Pick<Report, 'run'>): string {
  const { a, b } = run.latency;
  return table([['a_ms', 'b_ms'], ...a.map((milliseconds, at) => [milliseconds, b[at] ?? Number.NaN])]);
}

function table(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
