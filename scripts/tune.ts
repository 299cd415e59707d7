/**
 * `npm run tune -- MODEL_FOLDER [--clients 16] [--rate N] [--p95 MS] [--seconds 1] [--most 40] [--json FILE] [--write-config]`:
 * looks for the instances, batch sizes, delay and threads with which a model answers most requests under a load.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { invalidArgument } from '../server/errors.ts';
import { scanModelFolder } from '../server/repository/scan.ts';
import { writeAtomically } from '../server/repository/write-atomically.ts';
import { writeSetting } from '../server/tuner/apply-setting.ts';
import type { TunedPoint } from '../server/tuner/setting.ts';
import { TunedModel } from '../server/tuner/served-model.ts';
import { tuneModel } from '../server/tuner/tune-model.ts';
import { runCommand } from './lib/command.ts';
import { announcedServer } from './lib/announced-server.ts';
import { build } from './lib/build.ts';
import { ROOT } from './lib/root.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    clients: { type: 'string', default: '16' },
    rate: { type: 'string' },
    p95: { type: 'string' },
    seconds: { type: 'string', default: '1' },
    most: { type: 'string', default: '40' },
    'largest-batch': { type: 'string', default: '64' },
    json: { type: 'string' },
    'write-config': { type: 'boolean', default: false },
  },
});

await runCommand(run);

async function run(): Promise<void> {
  const [given] = positionals;
  if (given === undefined) throw invalidArgument('Say which model folder: npm run tune -- MODEL_FOLDER');
  await build();
  const path = resolve(given);
  const model = basename(path);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const server = await announcedServer([`--model-repository=${dirname(path)}`, '--http-port=0']);
  try {
    // The server listens before its models are there.
    await new TunedModel(server.url, model).load();
    const report = await tuneModel(
      {
        url: server.url,
        model,
        clients: Number(values.clients),
        milliseconds: Number(values.seconds) * 1000,
        most: Number(values.most),
        largestBatch: Number(values['largest-batch']),
        cores: availableParallelism(),
        ...(values.rate !== undefined && { rate: Number(values.rate) }),
        ...(values.p95 !== undefined && { budgetMs: Number(values.p95) }),
      },
      {
        loadWorker: pathToFileURL(join(ROOT, 'dist/server/load-worker.js')),
        onPoint: (point) => console.error(line(point)),
        signal: stop.signal,
      },
    );
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
    console.log('\nThe front, by latency:');
    for (const point of report.front) console.log(line(point));
    if (report.best === undefined) return;
    console.log(`\nBest:\n${line(report.best)}`);
    if (values['write-config']) await writeBest(path, report.best);
  } finally {
    await server.end('SIGTERM');
  }
}

async function writeBest(path: string, { setting }: TunedPoint): Promise<void> {
  const folder = await scanModelFolder(dirname(path), basename(path));
  const file = folder.configFile ?? join(path, 'config.pbtxt');
  const text = await readFile(file, 'utf8').catch(() => '');
  await writeAtomically(file, writeSetting(text, setting), folder.repository);
  console.log(`Wrote ${file}.`);
}

function line({ setting, measured, cutShort }: TunedPoint): string {
  const { instances, maxBatchSize, preferredSizes, delayUs, threads } = setting;
  const preferred = preferredSizes.length === 0 ? 'any' : preferredSizes.join('+');
  const what = `${instances} instances, batch ${maxBatchSize} (preferred ${preferred}), delay ${delayUs} µs, threads ${threads || 'shared'}`;
  const { throughput, p95, failed } = measured;
  const trouble = failed > 0 ? `, ${failed} failed` : cutShort ? ', cut short' : '';
  return `${throughput.toFixed(0).padStart(7)}/s  p95 ${p95.toFixed(1).padStart(7)} ms  ${what}${trouble}`;
}
