import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { compareSides } from '../../server/comparing/compare-sides.ts';
import { type ComparisonPlan, comparisonPlan } from '../../server/comparison/plan.ts';
import type { Report } from '../../server/comparison/report.ts';
import { createServer, type RunningServer } from '../../server/create-server.ts';
import { invalidArgument, messageOf } from '../../server/errors.ts';
import { KeptSets } from '../../server/input-sets/kept-sets.ts';
import { parseOptions } from '../../server/options.ts';
import { createLog } from '../../server/telemetry/log.ts';
import { LogSettings } from '../../server/telemetry/log-settings.ts';
import { LogLines } from '../../server/telemetry/logs/log-lines.ts';
import { ROOT } from './root.ts';

/** A comparison as a file keeps it, with its paths made absolute. */
export interface SavedComparison {
  readonly plan: ComparisonPlan;
  readonly repository: string;
}

const Saved = z.looseObject({ repository: z.string().optional() });

/**
 * Reads a saved comparison; its paths are relative to it, and `modelRepository` goes before the one it names.
 * @throws InferdeckError saying what is wrong with the file
 */
export async function readSavedComparison(file: string, modelRepository?: string): Promise<SavedComparison> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw invalidArgument(`Cannot read ${file}: ${messageOf(error)}.`);
  });
  const saved = parsed(text, file);
  const plan = comparisonPlan.safeParse(saved);
  if (!plan.success) throw invalidArgument(`${file} is no comparison: ${z.prettifyError(plan.error)}`);
  const folder = dirname(file);
  const { set } = plan.data;
  const given = modelRepository ?? (saved.repository && resolve(folder, saved.repository));
  if (given === undefined || given === '')
    throw invalidArgument('Say where the models are: --model-repository DIR');
  const ownSet = set.kind === 'files' ? { ...set, path: resolve(folder, set.path) } : set;
  return { plan: { ...plan.data, set: ownSet }, repository: resolve(given) };
}

/** Runs it in a server of its own, from the bundles. @throws InferdeckError when it cannot be made */
export async function runSavedComparison(
  { plan, repository }: SavedComparison,
  watch: Parameters<typeof compareSides>[2],
): Promise<Report> {
  const state = await mkdtemp(join(tmpdir(), 'inferdeck-compare-'));
  const server = await serve(repository, state, plan);
  try {
    await server.started;
    return await compareSides(plan, { models: server.models, sets: new KeptSets(state) }, watch);
  } finally {
    await server.close();
    await rm(state, { recursive: true, force: true });
  }
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
  const logLines = new LogLines();
  const built = (name: string) => pathToFileURL(join(ROOT, 'dist/server', name));
  return createServer(options, {
    log: createLog(logSettings, logLines),
    logSettings,
    logLines,
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
