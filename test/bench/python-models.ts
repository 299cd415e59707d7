import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ECHO, modelPy, vectorModel } from '../support/python-models.ts';
import { writeFiles } from '../support/repository.ts';
import { binaryRequest, floatBytes } from '../support/v2-client.ts';
import { quantile, sampleInTurns, throughput } from './measure.ts';
import { serve, serveEcho, type ServedProcess } from './served.ts';
import { type BenchRow, row } from './table.ts';

/** 600 KB, as a picture of 224 by 224 pixels is. */
const WIDTH = 150_528;
const PLAN = { blocks: 20, perBlock: 40 };

const instances = (count: number) => `instance_group { count: ${count} kind: KIND_CPU }`;
const WAIT = `import time\n${modelPy(`
  def execute(self, requests):
    time.sleep(0.01)
    return [pb_utils.InferenceResponse([pb_utils.Tensor("out", requests[0].inputs()[0].as_numpy())])]
`)}`;

/** What a Python process costs a request, against a bare server that sends the same bytes back; and that four run at once. */
export async function pythonModels(): Promise<BenchRow[]> {
  const path = await mkdtemp(join(tmpdir(), 'inferdeck-bench-python-'));
  await writeFiles(path, {
    ...vectorModel('echo', ECHO, instances(1)),
    ...vectorModel('wait_1', WAIT, instances(1)),
    ...vectorModel('wait_4', WAIT, instances(4)),
  });
  const [server, echo] = [await serve(path), await serveEcho()];
  try {
    const [served, raw] = await sampleInTurns(PLAN, infer(server, 'echo', WIDTH), infer(echo, 'echo', WIDTH));
    const [four, one] = [
      await throughput(4, 3000, infer(server, 'wait_4', 1)),
      await throughput(4, 3000, infer(server, 'wait_1', 1)),
    ];
    return [
      row('model.py, echo of 600 KB: p50', 'ms', quantile(served, 0.5), quantile(raw, 0.5)),
      row('model.py, echo of 600 KB: p99', 'ms', quantile(served, 0.99), quantile(raw, 0.99)),
      row('model.py that takes 10 ms, 4 instances against 1: 4 clients', 'requests/s', four, one),
    ];
  } finally {
    await server.stop();
    await echo.stop();
    await rm(path, { recursive: true, force: true });
  }
}

function infer(server: ServedProcess, model: string, width: number): () => Promise<unknown> {
  const data = floatBytes(new Float32Array(width).fill(0.5));
  const { body, headers } = binaryRequest([{ name: 'in', datatype: 'FP32', shape: [width], data }]);
  return () => server.call('POST', `/v2/models/${model}/infer`, body, headers);
}
