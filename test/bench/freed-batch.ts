import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../scripts/lib/root.ts';
import { onnxRuntimeBackend } from '../../server/backends/onnxruntime/backend.ts';
import { freeBatch } from '../../server/batch-axis/free-batch.ts';
import { openWith } from '../../server/batch-axis/open-model.ts';
import { binaryRequest, floatBytes } from '../support/v2-client.ts';
import { cpuMicroseconds } from './cpu-time.ts';
import { median } from './measure.ts';
import { serve } from './served.ts';
import { type BenchRow, row } from './table.ts';
import { inTurns, loadOf } from './throughput.ts';

const CLIENTS = 32;
const PIXELS = 28 * 28;
const BATCHING = 'backend: "onnxruntime" max_batch_size: 32 dynamic_batching { }\n';

/** The sample model that is fixed at one row, and itself with the batch axis freed and dynamic batching on. */
export async function freedBatch(): Promise<BenchRow[]> {
  const repository = await mkdtemp(join(tmpdir(), 'inferdeck-bench-'));
  const original = join(ROOT, 'models/mnist_fixed_batch/1/model.onnx');
  await mkdir(join(repository, 'fixed/1'), { recursive: true });
  await cp(original, join(repository, 'fixed/1/model.onnx'));
  await mkdir(join(repository, 'freed/1'), { recursive: true });
  await writeFile(join(repository, 'freed/config.pbtxt'), BATCHING);
  const worker = pathToFileURL(join(ROOT, 'dist/server/onnx-worker.js'));
  const made = await freeBatch(original, { open: openWith(onnxRuntimeBackend(worker)) });
  await writeFile(join(repository, 'freed/1/model.onnx'), await readFile(made.path));
  await made.scratch.remove();
  const server = await serve(repository);
  try {
    const spent = new Map<string, number[]>();
    const [fixed = Number.NaN, freed = Number.NaN] = await inTurns(
      ['fixed', 'freed'].map((name) => async () => {
        const before = await cpuMicroseconds(server.pid);
        const report = await loadOf(server, requestFor(name), { clients: CLIENTS, warmUpMs: 0 });
        const used = ((await cpuMicroseconds(server.pid)) - before) / report.answered;
        spent.set(name, [...(spent.get(name) ?? []), used]);
        return report;
      }),
    );
    const cpu = (name: string) => median(spent.get(name) ?? []);
    const title = `mnist freed and batched: ${CLIENTS} clients, raw: fixed at one row`;
    return [
      row(title, 'requests/s', freed, fixed),
      row(`${title}, processor time`, 'µs/request', cpu('freed'), cpu('fixed')),
    ];
  } finally {
    await server.stop();
    await rm(repository, { recursive: true, force: true });
  }
}

function requestFor(name: string): Parameters<typeof loadOf>[1] {
  const data = floatBytes(Float32Array.from({ length: PIXELS }, (_, at) => (at % 7) / 7));
  const request = binaryRequest([{ name: 'image', datatype: 'FP32', shape: [1, 1, 28, 28], data }]);
  return { path: `/v2/models/${name}/infer`, ...request };
}
