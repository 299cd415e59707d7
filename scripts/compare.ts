/**
 * `npm run compare -- FILE [--model-repository DIR] [--out DIR]`: runs a saved comparison without a window and says what it
 * found. `--out` gets the report as HTML, JSON and CSV. Ends with 1 when B is worse than A in anything beyond its margin,
 * and with 2 when the comparison could not be made. The file holds the plan as a report shows it; its paths are relative
 * to it, and `repository` in it stands for the flag.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { compareSides } from '../server/comparing/compare-sides.ts';
import { type ComparisonPlan, comparisonPlan } from '../server/comparison/plan.ts';
import { latenciesCsv, samplesCsv } from '../server/comparison/report-csv.ts';
import { reportHtml } from '../server/comparison/report-html.ts';
import type { Report } from '../server/comparison/report.ts';
import { regressions, verdictSentence } from '../server/comparison/verdict-sentence.ts';
import { createServer, type RunningServer } from '../server/create-server.ts';
import { failureOf, invalidArgument, messageOf } from '../server/errors.ts';
import { KeptSets } from '../server/input-sets/kept-sets.ts';
import { parseOptions } from '../server/options.ts';
import { createLog } from '../server/telemetry/log.ts';
import { LogSettings } from '../server/telemetry/log-settings.ts';
import { build } from './lib/build.ts';
import { ROOT } from './lib/root.ts';

const NOT_MADE = 2;
const Saved = z.looseObject({ repository: z.string().optional() });

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'model-repository': { type: 'string' }, out: { type: 'string' } },
});

try {
  await run();
} catch (error) {
  const { message, nextStep } = failureOf(error);
  console.error([message, nextStep].filter((part) => part !== undefined).join('\n'));
  process.exitCode = NOT_MADE;
}

async function run(): Promise<void> {
  const [file] = positionals;
  if (file === undefined) throw invalidArgument('Say which comparison: npm run compare -- FILE');
  const { plan, repository } = await readSaved(resolve(file));
  await build();
  const state = await mkdtemp(join(tmpdir(), 'inferdeck-compare-'));
  const server = await serve(repository, state, plan);
  try {
    await server.started;
    const report = await compareSides(plan, { models: server.models, sets: new KeptSets(state) }, watched());
    if (values.out !== undefined) await writeReport(resolve(values.out), report);
    tell(report);
  } finally {
    await server.close();
    await rm(state, { recursive: true, force: true });
  }
}

/** @throws InferdeckError saying what is wrong with the file */
async function readSaved(
  file: string,
): Promise<{ readonly plan: ComparisonPlan; readonly repository: string }> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw invalidArgument(`Cannot read ${file}: ${messageOf(error)}.`);
  });
  const saved = parsed(text, file);
  const plan = comparisonPlan.safeParse(saved);
  if (!plan.success) throw invalidArgument(`${file} is no comparison: ${z.prettifyError(plan.error)}`);
  const folder = dirname(file);
  const { set } = plan.data;
  const given = values['model-repository'] ?? (saved.repository && resolve(folder, saved.repository));
  if (given === undefined || given === '')
    throw invalidArgument('Say where the models are: --model-repository DIR');
  const ownSet = set.kind === 'files' ? { ...set, path: resolve(folder, set.path) } : set;
  return { plan: { ...plan.data, set: ownSet }, repository: resolve(given) };
}

function parsed(text: string, file: string): z.infer<typeof Saved> {
  try {
    return Saved.parse(JSON.parse(text));
  } catch (error) {
    throw invalidArgument(`${file} is no JSON object: ${messageOf(error)}`);
  }
}

/** A server of the two models only, which nobody else can reach by a known port. */
function serve(repository: string, state: string, { a, b }: ComparisonPlan): Promise<RunningServer> {
  const models = [...new Set([a.model, b.model])].map((model) => `--load-model=${model}`);
  const ports = ['--http-port=0', '--grpc-port=-1', '--metrics-port=-1'];
  const options = parseOptions([
    `--model-repository=${repository}`,
    '--model-control-mode=explicit',
    `--state-directory=${state}`,
    ...models,
    ...ports,
  ]);
  const logSettings = new LogSettings({ ...options.log, info: false });
  const built = (name: string) => pathToFileURL(join(ROOT, 'dist/server', name));
  return createServer(options, {
    log: createLog(logSettings),
    logSettings,
    backendEntries: {
      onnxWorker: built('onnx-worker.js'),
      nodeWorker: built('node-worker.js'),
      pythonRuntime: built('python/'),
    },
    loadWorker: built('load-worker.js'),
    sessionSecret: undefined,
    shutDown: () => {},
  });
}

function watched(): Parameters<typeof compareSides>[2] {
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
