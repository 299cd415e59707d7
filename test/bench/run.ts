import { rm } from 'node:fs/promises';
import { configDiagnostics } from './config-editor.ts';
import { freedBatch } from './freed-batch.ts';
import { inferCaller } from './infer-request.ts';
import { besideEcho, latency } from './latency.ts';
import { hotSwaps, loadCycles, thousandModels } from './living-repository.ts';
import { quantile, sample } from './measure.ts';
import { type BenchModel, benchRepository, modelNamed } from './models.ts';
import { protocols } from './protocols.ts';
import { pythonModels } from './python-models.ts';
import { serve, serveEcho, type ServedProcess } from './served.ts';
import { type BenchRow, row } from './table.ts';
import { requestsPerSecond, twoInstances } from './throughput.ts';

/** Runs every measurement. @param say told what is being measured */
export async function runBenchmarks(say: (title: string) => void): Promise<BenchRow[]> {
  const { path, models } = await benchRepository();
  const server = await serve(path);
  const echo = await serveEcho();
  try {
    const rows: BenchRow[] = [];
    for (const [name, plan] of Object.entries(LATENCY_PLANS)) {
      say(`latency of ${name}`);
      rows.push(...(await latency(server, modelNamed(models, name), plan)));
    }
    say('one client');
    rows.push(await besideEcho(server, echo, modelNamed(models, 'tiny'), { blocks: 20, perBlock: 200 }));
    for (const clients of [1, 4, 16, 64]) {
      say(`throughput with ${clients} clients`);
      rows.push(...(await requestsPerSecond(server, echo, models, clients)));
    }
    say('JSON and gRPC');
    rows.push(...(await protocols(server, echo, models)));
    say('Python models');
    rows.push(...(await pythonModels()));
    say('two instances');
    rows.push(await twoInstances(server, models));
    say('a freed batch axis');
    rows.push(...(await freedBatch()));
    say('health under load');
    rows.push(await healthUnderLoad(server, modelNamed(models, 'heavier')));
    say('diagnostics of a long config');
    rows.push(...(await configDiagnostics()));
    say('hot swaps under load');
    rows.push(...(await hotSwaps()));
    say('load and unload, fifty times');
    rows.push(await loadCycles());
    say('a repository of a thousand models');
    rows.push(...(await thousandModels()));
    return rows;
  } finally {
    await server.stop();
    await echo.stop();
    await rm(path, { recursive: true, force: true });
  }
}

const LATENCY_PLANS: Readonly<Record<string, { readonly blocks: number; readonly perBlock: number }>> = {
  tiny: { blocks: 20, perBlock: 200 },
  large: { blocks: 20, perBlock: 40 },
  heavy: { blocks: 10, perBlock: 20 },
};

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
