import { rm } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { binaryRequest, floatBytes } from '../support/v2-client.ts';
import { quantile, sample, sampleInTurns, throughput } from './measure.ts';
import { type BenchModel, benchRepository } from './models.ts';
import { serve, type ServedProcess } from './served.ts';
import { type BenchRow, row } from './table.ts';

/** Runs every measurement. @param say told what is being measured */
export async function runBenchmarks(say: (title: string) => void): Promise<BenchRow[]> {
  const { path, models } = await benchRepository();
  const server = await serve(path);
  try {
    const rows: BenchRow[] = [];
    for (const [name, plan] of Object.entries(LATENCY_PLANS)) {
      const model = models[name];
      if (model === undefined) throw new Error(`There is no bench model ${name}.`);
      say(`latency of ${name}`);
      rows.push(...(await latency(server, model, plan)));
    }
    for (const clients of [1, 4, 16]) {
      say(`throughput with ${clients} clients`);
      rows.push(await requestsPerSecond(server, models['tiny'], clients));
    }
    say('health under load');
    rows.push(await healthUnderLoad(server, models['heavier']));
    return rows;
  } finally {
    await server.stop();
    await rm(path, { recursive: true, force: true });
  }
}

const LATENCY_PLANS: Readonly<Record<string, { readonly blocks: number; readonly perBlock: number }>> = {
  tiny: { blocks: 20, perBlock: 200 },
  large: { blocks: 20, perBlock: 40 },
  heavy: { blocks: 10, perBlock: 20 },
};

function inferCall(server: ServedProcess, { name, width }: BenchModel): () => Promise<void> {
  const data = floatBytes(new Float32Array(width).fill(0.5));
  const { body, headers } = binaryRequest([{ name: 'in', datatype: 'FP32', shape: [1, width], data }]);
  return () => server.call('POST', `/v2/models/${name}/infer`, body, headers);
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

async function requestsPerSecond(
  server: ServedProcess,
  model: BenchModel | undefined,
  clients: number,
): Promise<BenchRow> {
  if (model === undefined) throw new Error('The tiny model is missing.');
  const call = inferCall(server, model);
  await throughput(clients, 500, call);
  return row(
    `tiny: ${clients} client${clients === 1 ? '' : 's'}`,
    'requests/s',
    await throughput(clients, 3000, call),
  );
}

/** How long a health probe waits while a model computes for 50 ms and more at a time. */
async function healthUnderLoad(server: ServedProcess, model: BenchModel | undefined): Promise<BenchRow> {
  if (model === undefined) throw new Error('The heavy model is missing.');
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
