import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { ROOT } from '../../scripts/lib/root.ts';
import { Connection, requestBytes } from './connection.ts';
import { grpcCaller, grpcRequest } from './grpc-calls.ts';
import type { GrpcLoadJob } from './grpc-load-generator.ts';
import { median, quantile, sampleInTurns } from './measure.ts';
import { type BenchModel, type BenchModels, modelNamed } from './models.ts';
import { serveGrpcEcho, type ServedProcess } from './served.ts';
import { type BenchRow, row } from './table.ts';
import { inTurns, loadOf } from './throughput.ts';

const ROUNDS = 3;
const PLAN = { blocks: 20, perBlock: 20 };

/** The tiny model at so many callers, and 600 KB at one, over HTTP JSON and over gRPC. */
export async function protocols(
  server: ServedProcess,
  echo: ServedProcess,
  models: BenchModels,
): Promise<BenchRow[]> {
  const [tiny, large] = [modelNamed(models, 'tiny'), modelNamed(models, 'large')];
  const grpcEcho = await serveGrpcEcho();
  try {
    const rows: BenchRow[] = [];
    for (const clients of [1, 16, 64]) {
      rows.push(await jsonRate(server, echo, tiny, clients), await grpcRate(server, grpcEcho, tiny, clients));
    }
    return [...rows, await jsonLatency(server, large), await grpcLatency(server, large)];
  } finally {
    await grpcEcho.stop();
  }
}

/** One row of a model, in JSON. */
function jsonRequest({ name, width }: BenchModel) {
  const data = Array.from({ length: width }, () => 0.5);
  const inputs = [{ name: 'in', datatype: 'FP32', shape: [1, width], data }];
  return { path: `/v2/models/${name}/infer`, body: Buffer.from(JSON.stringify({ inputs })), headers: {} };
}

async function jsonRate(server: ServedProcess, echo: ServedProcess, model: BenchModel, clients: number) {
  const request = jsonRequest(model);
  const [rate = Number.NaN, raw = Number.NaN] = await inTurns(
    [server, echo].map((target) => () => loadOf(target, request, { clients })),
  );
  return row(`${model.name}, JSON: ${clientsIn(clients)}, raw: echo`, 'requests/s', rate, raw);
}

async function grpcRate(server: ServedProcess, echo: ServedProcess, model: BenchModel, clients: number) {
  const messageBase64 = grpcRequest(model).toString('base64');
  const rates: number[] = [];
  const raw: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.push(await grpcLoad({ port: server.grpcPort, messageBase64, clients }));
    raw.push(await grpcLoad({ port: echo.port, messageBase64, clients }));
  }
  const name = `${model.name}, gRPC: ${clientsIn(clients)}, raw: gRPC echo`;
  return row(name, 'requests/s', median(rates), median(raw));
}

async function grpcLoad(what: Pick<GrpcLoadJob, 'port' | 'messageBase64' | 'clients'>): Promise<number> {
  const job: GrpcLoadJob = { ...what, warmUpMs: 500, milliseconds: 2000 };
  const script = join(ROOT, 'test/bench/grpc-load-generator.ts');
  const running = promisify(execFile)(process.execPath, ['--import', 'tsx', script], { cwd: ROOT });
  running.child.stdin?.end(JSON.stringify(job));
  return JSON.parse((await running).stdout);
}

const clientsIn = (clients: number) => `${clients} client${clients === 1 ? '' : 's'}`;

async function jsonLatency({ port }: ServedProcess, model: BenchModel): Promise<BenchRow> {
  const { path, body, headers } = jsonRequest(model);
  const connection = new Connection(port);
  const bytes = requestBytes(path, body, headers);
  const measured = await besideSession('JSON', model, () => connection.call(bytes));
  connection.close();
  return measured;
}

async function grpcLatency({ grpcPort }: ServedProcess, model: BenchModel): Promise<BenchRow> {
  const { call, close } = grpcCaller(grpcPort);
  const message = grpcRequest(model);
  const measured = await besideSession('gRPC', model, () => call(message));
  close();
  return measured;
}

async function besideSession(
  protocol: string,
  { name, file, width }: BenchModel,
  call: () => Promise<unknown>,
): Promise<BenchRow> {
  const session = await InferenceSession.create(file);
  const input = new Tensor('float32', new Float32Array(width).fill(0.5), [1, width]);
  const [served, raw] = await sampleInTurns(PLAN, call, () => session.run({ in: input }));
  await session.release();
  return row(`${name}, ${protocol}: p50`, 'ms', quantile(served, 0.5), quantile(raw, 0.5));
}
