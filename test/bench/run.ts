import { rm } from 'node:fs/promises';
import { configDiagnostics } from './config-editor.ts';
import { freedBatch } from './freed-batch.ts';
import { inferCaller } from './infer-request.ts';
import { besideEcho, latency } from './latency.ts';
import { hotSwaps, loadCycles, thousandModels } from './living-repository.ts';
import { quantile, sample } from './measure.ts';
import { type BenchModel, type BenchModels, benchRepository, modelNamed } from './models.ts';
import { protocols } from './protocols.ts';
import { pythonModels } from './python-models.ts';
import { serve, serveEcho, type ServedProcess } from './served.ts';
import { startTime } from './start-time.ts';
import { type BenchRow, row } from './table.ts';
import { requestsPerSecond, twoInstances } from './throughput.ts';

/** What measurements share: a served repository and the bare server that it is held against. */
interface Bench {
  readonly server: ServedProcess;
  readonly echo: ServedProcess;
  readonly models: BenchModels;
}

/**
 * Runs the measurements.
 * @param say told what is being measured
 * @param only part of a measurement's title; the others are left out
 */
export async function runBenchmarks(say: (title: string) => void, only = ''): Promise<BenchRow[]> {
  const chosen = MEASUREMENTS.filter(([title]) => title.includes(only));
  if (chosen.length === 0) {
    throw new Error(`No measurement has '${only}' in its title. There are: ${titles()}.`);
  }
  const { path, models } = await benchRepository();
  const server = await serve(path);
  const echo = await serveEcho();
  try {
    const rows: BenchRow[] = [];
    for (const [title, measure] of chosen) {
      say(title);
      rows.push(...(await measure({ server, echo, models })));
    }
    return rows;
  } finally {
    await server.stop();
    await echo.stop();
    await rm(path, { recursive: true, force: true });
  }
}

const titles = () => MEASUREMENTS.map(([title]) => title).join(', ');

type Measurement = readonly [title: string, measure: (bench: Bench) => Promise<readonly BenchRow[]>];

const latencyOf = (
  name: string,
  plan: { readonly blocks: number; readonly perBlock: number },
): Measurement => [
  `latency of ${name}`,
  ({ server, models }) => latency(server, modelNamed(models, name), plan),
];

const throughputOf = (clients: number): Measurement => [
  `throughput with ${clients} clients`,
  ({ server, echo, models }) => requestsPerSecond(server, echo, models, clients),
];

const MEASUREMENTS: readonly Measurement[] = [
  ['start', () => startTime()],
  latencyOf('tiny', { blocks: 20, perBlock: 200 }),
  latencyOf('large', { blocks: 20, perBlock: 40 }),
  latencyOf('heavy', { blocks: 10, perBlock: 20 }),
  [
    'one client',
    async ({ server, echo, models }) => [
      await besideEcho(server, echo, modelNamed(models, 'tiny'), { blocks: 20, perBlock: 200 }),
    ],
  ],
  ...[1, 4, 16, 64].map(throughputOf),
  ['JSON and gRPC', ({ server, echo, models }) => protocols(server, echo, models)],
  ['Python models', () => pythonModels()],
  ['two instances', async ({ server, models }) => [await twoInstances(server, models)]],
  ['a freed batch axis', () => freedBatch()],
  [
    'health under load',
    async ({ server, models }) => [await healthUnderLoad(server, modelNamed(models, 'heavier'))],
  ],
  ['diagnostics of a long config', () => configDiagnostics()],
  ['hot swaps under load', () => hotSwaps()],
  ['load and unload, fifty times', async () => [await loadCycles()]],
  ['a repository of a thousand models', () => thousandModels()],
];

/** How long a health probe waits while a model computes for 50 ms and more at a time. */
async function healthUnderLoad(server: ServedProcess, model: BenchModel): Promise<BenchRow> {
  const stop = new AbortController();
  const callers = Array.from({ length: 4 }, async () => {
    const { call, close } = inferCaller(server, model);
    while (!stop.signal.aborted) await call();
    close();
  });
  const times: number[] = [];
  for (let probe = 0; probe < 500; probe += 1) {
    times.push(...(await sample(1, () => server.call('GET', '/v2/health/live'))));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  stop.abort();
  await Promise.all(callers);
  return row('health/live p99 beside a loaded 50 ms model', 'ms', quantile(times, 0.99));
}
