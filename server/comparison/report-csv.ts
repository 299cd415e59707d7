import { commaSeparated } from './comma-separated.ts';
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
  return commaSeparated([['sample', 'label', 'a', 'a_score', 'b', 'b_score', 'outcome'], ...rows]);
}

/** The raw latencies in milliseconds, in the order of the inputs: at one place both sides had the same input. */
export function latenciesCsv({ run }: Pick<Report, 'run'>): string {
  const { a, b } = run.latency;
  return commaSeparated([
    ['a_ms', 'b_ms'],
    ...a.map((milliseconds, at) => [milliseconds, b[at] ?? Number.NaN]),
  ]);
}
