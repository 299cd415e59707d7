import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../scripts/lib/root.ts';
import { batchCounts, batchSizeRows } from './batch-sizes.ts';
import { inferRequest } from './infer-request.ts';
import type { LoadJob, LoadReport } from './load-generator.ts';
import { median } from './measure.ts';
import { type BenchModel, type BenchModels, modelNamed } from './models.ts';
import type { ServedProcess } from './served.ts';
import { type BenchRow, row } from './table.ts';

const ROUNDS = 3;

/** Puts load on a model from a process of its own. */
export async function load(
  server: Pick<ServedProcess, 'port'>,
  model: BenchModel,
  how: Pick<LoadJob, 'clients'> & Partial<LoadJob>,
): Promise<LoadReport> {
  return await loadOf(server, inferRequest(model), how);
}

/** Puts one request on a server again and again. */
export async function loadOf(
  { port }: Pick<ServedProcess, 'port'>,
  { path, body, headers }: ReturnType<typeof inferRequest>,
  how: Pick<LoadJob, 'clients'> & Partial<LoadJob>,
): Promise<LoadReport> {
  const bodyBase64 = Buffer.from(body).toString('base64');
  const job: LoadJob = { port, path, bodyBase64, headers, warmUpMs: 500, milliseconds: 2000, ...how };
  const script = join(ROOT, 'test/bench/load-generator.ts');
  // The job goes through standard input: a large body does not fit into an argument.
  const running = promisify(execFile)(process.execPath, ['--import', 'tsx', script], { cwd: ROOT });
  running.child.stdin?.end(JSON.stringify(job));
  return JSON.parse((await running).stdout);
}

/** The tiny model with and without dynamic batching; `raw` is the bare server that echoes the same bytes. */
export async function requestsPerSecond(
  server: ServedProcess,
  echo: ServedProcess,
  models: BenchModels,
  clients: number,
): Promise<BenchRow[]> {
  const [alone, batched] = [modelNamed(models, 'tiny'), modelNamed(models, 'tiny_batched')];
  const before = await batchCounts(server, batched);
  const [raw = Number.NaN, one = Number.NaN, many = Number.NaN] = await inTurns([
    () => load(echo, alone, { clients }),
    () => load(server, alone, { clients }),
    () => load(server, batched, { clients }),
  ]);
  const after = await batchCounts(server, batched);
  const of = `${clients} client${clients === 1 ? '' : 's'}`;
  return [
    row(`${alone.name}: ${of}, raw: echo`, 'requests/s', one, raw),
    row(`${batched.name}: ${of}, raw: echo`, 'requests/s', many, raw),
    row(`${batched.name}: ${of}, raw: ${alone.name}`, 'requests/s', many, one),
    ...batchSizeRows(`${batched.name}: ${of}`, before, after),
  ];
}

/** Two instances of a model with one thread each beside one instance. */
export async function twoInstances(server: ServedProcess, models: BenchModels): Promise<BenchRow> {
  const [one = Number.NaN, two = Number.NaN] = await inTurns(
    ['one_instance', 'two_instances'].map(
      (name) => () => load(server, modelNamed(models, name), { clients: 4 }),
    ),
  );
  return row('20 ms on one thread: 2 instances, raw: 1', 'requests/s', two, one);
}

/** Each way once in each round, so that a slow moment hits all. @returns the median rate of each */
export async function inTurns(ways: readonly (() => Promise<LoadReport>)[]): Promise<number[]> {
  const rates: number[][] = ways.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, way] of ways.entries()) rates[index]?.push((await way()).rate);
  }
  return rates.map(median);
}
