import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scanRepository } from '../../server/repository/scan.ts';
import { heavyModel, identityModel } from '../support/onnx.ts';
import { writeFiles } from '../support/repository.ts';
import { addingModel, numberIn, type SwapReport, swapUnderLoad, ZEROS } from '../support/swapping.ts';
import { binaryRequest, floatBytes } from '../support/v2-client.ts';
import { framesWhileScrolling } from './list-frames.ts';
import { quantile, sample } from './measure.ts';
import { residentMb } from './resident.ts';
import { serve, type ServedProcess } from './served.ts';
import { type BenchRow, row } from './table.ts';

const EXPLICIT = ['--model-control-mode=explicit'];
/** A square of FP32 weights of 48 MB. */
const WIDTH = 3464;
const CYCLES = 50;
const IDLE_MS = 10_000;
const STEADY_MS = 5000;
const SWAP_GAP_MS = 100;

/** A fresh repository for one measurement. */
async function over<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  measure: (repository: string) => Promise<T>,
): Promise<T> {
  const repository = await mkdtemp(join(tmpdir(), 'inferdeck-bench-'));
  try {
    await writeFiles(repository, files);
    return await measure(repository);
  } finally {
    await rm(repository, { recursive: true, force: true });
  }
}

async function serving<T>(
  repository: string,
  flags: readonly string[],
  measure: (server: ServedProcess) => Promise<T>,
): Promise<T> {
  const server = await serve(repository, flags);
  try {
    return await measure(server);
  } finally {
    await server.stop();
  }
}

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** What 16 callers notice of 50 swaps between two versions, at two paces. */
export function hotSwaps(): Promise<BenchRow[]> {
  const files = { 'm/1/model.onnx': addingModel(1), 'm/2/model.onnx': addingModel(2) };
  return over(files, (repository) =>
    serving(repository, [...EXPLICIT, '--load-model=m'], async (server) => {
      const body = json(ZEROS);
      const ask = async () => {
        const { number, version } = numberIn(String(await server.call('POST', '/v2/models/m/infer', body)));
        if (version !== String(number)) throw new Error(`Version ${version} answered as ${number}.`);
        return number;
      };
      const run = (swaps: number, swap: (index: number) => Promise<void>) =>
        swapUnderLoad({ clients: 16, swaps, ask, swap });
      const steadily = () => run(1, () => pause(STEADY_MS));
      const swapping = async (title: string, gapMs: number) => {
        const steady = await steadily();
        const swaps: number[] = [];
        const swap = async (index: number) => {
          swaps.push(...(await sample(1, () => serveVersion(server, (index % 2) + 1))));
          await pause(gapMs);
        };
        return swapRows(title, await run(50, swap), steady, swaps);
      };
      await steadily();
      return [
        ...(await swapping('50 hot swaps, ten a second', SWAP_GAP_MS)),
        ...(await swapping('50 hot swaps, one after the other', 0)),
      ];
    }),
  );
}

function swapRows(
  title: string,
  swapped: SwapReport,
  steady: SwapReport,
  swaps: readonly number[],
): BenchRow[] {
  const answered = (quantity: number) =>
    [quantile(swapped.times, quantity), quantile(steady.times, quantity)] as const;
  return [
    row(`${title}: p50`, 'ms', ...answered(0.5)),
    row(`${title}: p99`, 'ms', ...answered(0.99)),
    row(`${title}: answers`, 'requests', swapped.times.length),
    row(`${title}: one swap, p50`, 'ms', quantile(swaps, 0.5)),
    row(`${title}: failures`, 'requests', swapped.failures.length),
  ];
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function serveVersion(server: ServedProcess, version: number): Promise<void> {
  const config = JSON.stringify({ version_policy: { specific: { versions: [version] } } });
  await server.call('POST', '/v2/repository/models/m/load', json({ parameters: { config } }));
}

/** Resident memory after 50 cycles of a 48 MB model, beside that after the third. */
export function loadCycles(): Promise<BenchRow> {
  return over({ 'm/1/model.onnx': heavyModel(WIDTH, 1) }, (repository) =>
    serving(repository, EXPLICIT, async (server) => {
      const data = floatBytes(new Float32Array(WIDTH));
      const request = binaryRequest([{ name: 'in', datatype: 'FP32', shape: [1, WIDTH], data }]);
      const resident: number[] = [];
      for (let cycle = 0; cycle < CYCLES; cycle += 1) {
        await server.call('POST', '/v2/repository/models/m/load');
        await server.call('POST', '/v2/models/m/infer', request.body, request.headers);
        await server.call('POST', '/v2/repository/models/m/unload');
        await untilUnloaded(server);
        resident.push(await residentMb(server.pid));
      }
      return row('resident memory after 50 loads of 48 MB', 'MB', resident.at(-1) ?? NaN, resident[2] ?? NaN);
    }),
  );
}

async function untilUnloaded(server: ServedProcess): Promise<void> {
  for (;;) {
    const index = String(await server.call('POST', '/v2/repository/index'));
    if (index.includes('"UNAVAILABLE"')) return;
  }
}

/** Linux tells it in kB; elsewhere there is no figure. */
/** What a thousand models cost that nobody asked for. */
export function thousandModels(): Promise<BenchRow[]> {
  const model = identityModel('FP32');
  const names = Array.from({ length: 1000 }, (_, index) => `model_${String(index).padStart(3, '0')}`);
  const files = Object.fromEntries(names.map((name) => [`${name}/1/model.onnx`, model]));
  return over(files, async (repository) => {
    const [first = NaN] = await sample(1, () => scanRepository(repository));
    const later = await sample(20, () => scanRepository(repository));
    const served = await serving(repository, [...EXPLICIT, '--watch-repository=true'], idleAndFrames);
    return [
      row('1,000 models: first scan', 'ms', first),
      row('1,000 models: a look of poll, p50', 'ms', quantile(later, 0.5)),
      ...served,
    ];
  });
}

async function idleAndFrames(server: ServedProcess): Promise<BenchRow[]> {
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const before = await processorMs(server.pid);
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  const idle = ((await processorMs(server.pid)) - before) / IDLE_MS;
  return [
    row('1,000 models: processor of a server at rest', '%', idle * 100),
    row('1,000 models: the list scrolls', 'frames/s', await framesWhileScrolling(server)),
  ];
}

/** Linux counts in hundredths of a second; elsewhere there is no figure. */
async function processorMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? NaN) + Number(fields[12] ?? NaN)) * 10;
}
