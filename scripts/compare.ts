/**
 * `npm run compare -- FILE [--model-repository DIR] [--out DIR]`: runs a saved comparison without a window and says what it
 * found. `--out` gets the report as HTML, JSON and CSV. Ends with 1 when B is worse than A in anything beyond its margin,
 * and with 2 when the comparison could not be made. The file holds the plan as a report shows it; its paths are relative
 * to it, and `repository` in it stands for the flag.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { classesCsv, latenciesCsv, samplesCsv } from '../server/comparison/report-csv.ts';
import { reportHtml } from '../server/comparison/report-html.ts';
import type { Report } from '../server/comparison/report.ts';
import { regressions, verdictSentence } from '../server/comparison/verdict-sentence.ts';
import { invalidArgument } from '../server/errors.ts';
import { runCommand } from './lib/command.ts';
import { build } from './lib/build.ts';
import { readSavedComparison, runSavedComparison } from './lib/saved-comparison.ts';

const NOT_MADE = 2;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'model-repository': { type: 'string' }, out: { type: 'string' } },
});

await runCommand(run, NOT_MADE);

async function run(): Promise<void> {
  const [file] = positionals;
  if (file === undefined) throw invalidArgument('Say which comparison: npm run compare -- FILE');
  const saved = await readSavedComparison(resolve(file), values['model-repository']);
  await build();
  const report = await runSavedComparison(saved, watched());
  if (values.out !== undefined) await writeReport(resolve(values.out), report);
  tell(report);
}

function watched(): Parameters<typeof runSavedComparison>[1] {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  let last = '';
  const onProgress = ({ phase }: { readonly phase: string }) => {
    const stage = phase.replace(/^\d+ of /, 'sending ');
    if (stage !== last) console.error(`… ${stage}`);
    last = stage;
  };
  return { signal: stop.signal, onProgress };
}

async function writeReport(folder: string, report: Report): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files = {
    'report.html': reportHtml(report),
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
    'samples.csv': samplesCsv(report),
    'classes.csv': classesCsv(report),
    'latencies.csv': latenciesCsv(report),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  console.error(`Wrote ${join(folder, 'report.html')}, with the same as JSON and CSV beside it.`);
}

function tell(report: Report): void {
  for (const remark of report.remarks) console.log(remark);
  console.log(verdictSentence(report));
  const worse = regressions(report);
  if (worse.length === 0) return;
  console.log(`A regression: ${report.b} is worse than ${report.a} in ${worse.join(', ')}.`);
  process.exitCode = 1;
}
