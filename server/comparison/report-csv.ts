import { commaSeparated } from './comma-separated.ts';
import { confusionOf } from './confusion.ts';
import { type ClassScores, perClass } from './per-class.ts';
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

/** How well each side tells each class, as shares; empty where nothing was there to be right about. */
export function classesCsv({ run }: Pick<Report, 'run'>): string {
  const judged = judgedSamples(run);
  const cells = ({ recall, precision, f1 }: ClassScores) => [recall ?? '', precision ?? '', f1 ?? ''];
  const rows = perClass(judged, confusionOf(judged)).map(({ name, samples, a, b }) => [
    name,
    samples,
    ...cells(a),
    ...cells(b),
  ]);
  const measures = ['recall', 'precision', 'f1'];
  const head = ['class', 'samples', ...measures.map((m) => `a_${m}`), ...measures.map((m) => `b_${m}`)];
  return commaSeparated([head, ...rows]);
}
