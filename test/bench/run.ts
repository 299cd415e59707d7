import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { binaryRequest, floatBytes } from '../support/v2-client.ts';
import { ROOT } from '../../scripts/lib/root.ts';
import { configDiagnostics } from './config-editor.ts';
import type { LoadJob } from './load-generator.ts';
import { hotSwaps, loadCycles, thousandModels } from './living-repository.ts';
import { quantile, sample, sampleInTurns } from './measure.ts';
import { type BenchModel, benchRepository } from './models.ts';
import { pythonModels } from './python-models.ts';
import { serve, serveEcho, type ServedProcess } from './served.ts';
import { type BenchRow, row } from './table.ts';

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
    for (const clients of [1, 4, 16, 64]) {
      say(`throughput with ${clients} clients`);
      rows.push(...(await requestsPerSecond(server, echo, models, clients)));
    }
    say('Python models');
    rows.push(...(await pythonModels()));
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

function inferRequest({ name, width }: BenchModel) {
  const data = floatBytes(new Float32Array(width).fill(0.5));
  const request = binaryRequest([{ name: 'in', datatype: 'FP32', shape: [1, width], data }]);
  return { path: `/v2/models/${name}/infer`, ...request };
}

function inferCall(server: ServedProcess, model: BenchModel): () => Promise<unknown> {
  const { path, body, headers } = inferRequest(model);
  return () => server.call('POST', path, body, headers);
}

async function latency(
  server: ServedProcess,
  model: BenchModel,
  plan: { readonly blocks: number; readonly perBlock: number },
): Promise<BenchRow[]> {
  const session = await InferenceSession.create(model.file);
  const input = new Tensor('float32', new Float32Array(model.width).fill(0.5), [1, model.width]);
  const [served, raw] = await sampleInTurns(plan, inferCall(server, model), () => session.run({ in: input }));
  await session.release();
  return [
    row(`${model.name}: p50`, 'ms', quantile(served, 0.5), quantile(raw, 0.5)),
    row(`${model.name}: p99`, 'ms', quantile(served, 0.99), quantile(raw, 0.99)),
  ];
}

/** The tiny model with and without dynamic batching; `raw` is the bare server that echoes the same bytes. */
async function requestsPerSecond(
  server: ServedProcess,
  echo: ServedProcess,
  models: Readonly<Record<string, BenchModel>>,
  clients: number,
): Promise<BenchRow[]> {
  const raw = await load(echo, modelNamed(models, 'tiny'), clients);
  const rows: BenchRow[] = [];
  for (const name of ['tiny', 'tiny_batched']) {
    const value = await load(server, modelNamed(models, name), clients);
    rows.push(row(`${name}: ${clients} client${clients === 1 ? '' : 's'}`, 'requests/s', value, raw));
  }
  return rows;
}

async function load({ port }: ServedProcess, model: BenchModel, clients: number): Promise<number> {
  const { path, body, headers } = inferRequest(model);
  const bodyBase64 = Buffer.from(body).toString('base64');
  const job: LoadJob = { port, path, bodyBase64, headers, clients, milliseconds: 3000 };
  const script = join(ROOT, 'test/bench/load-generator.ts');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', script, JSON.stringify(job)],
    { cwd: ROOT },
  );
  return Number(stdout);
}

function modelNamed(models: Readonly<Record<string, BenchModel>>, name: string): BenchModel {
  const model = models[name];
  if (model === undefined) throw new Error(`There is no bench model ${name}.`);
  return model;
}

/** How long a health probe waits while a model computes for 50 ms and more at a time. */
async function healthUnderLoad(server: ServedProcess, model: BenchModel): Promise<BenchRow> {
  const call = inferCall(server, model);
  const stop = new AbortController();
  const callers = Array.from({ length: 4 }, async () => {
    while (!stop.signal.aborted) await call();
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
