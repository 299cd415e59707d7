import { InferenceSession, Tensor } from 'onnxruntime-node';
import { inferCaller } from './infer-request.ts';
import { quantile, sampleInTurns } from './measure.ts';
import type { BenchModel } from './models.ts';
import type { ServedProcess } from './served.ts';
import { type BenchRow, row } from './table.ts';

interface Plan {
  readonly blocks: number;
  readonly perBlock: number;
}

/** A served model beside a direct session of the same file. */
export async function latency(server: ServedProcess, model: BenchModel, plan: Plan): Promise<BenchRow[]> {
  const session = await InferenceSession.create(model.file);
  const input = new Tensor('float32', new Float32Array(model.width).fill(0.5), [1, model.width]);
  const { call, close } = inferCaller(server, model);
  const [served, raw] = await sampleInTurns(plan, call, () => session.run({ in: input }));
  await session.release();
  close();
  const [p50, rawP50] = [quantile(served, 0.5), quantile(raw, 0.5)];
  return [
    row(`${model.name}: p50`, 'ms', p50, rawP50),
    row(`${model.name}: p99`, 'ms', quantile(served, 0.99), quantile(raw, 0.99)),
    row(`${model.name}: served - raw, p50`, 'ms', p50 - rawP50),
  ];
}

/** A model beside the bare server that echoes the same bytes. */
export async function besideEcho(
  server: ServedProcess,
  echo: ServedProcess,
  model: BenchModel,
  plan: Plan,
): Promise<BenchRow> {
  const [served, echoed] = [inferCaller(server, model), inferCaller(echo, model)];
  const [times, raw] = await sampleInTurns(plan, served.call, echoed.call);
  served.close();
  echoed.close();
  return row(`${model.name}: p50 of one client, raw: echo`, 'ms', quantile(times, 0.5), quantile(raw, 0.5));
}
