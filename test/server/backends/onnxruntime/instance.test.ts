import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished, expect, test } from 'vitest';
import { ROOT } from '../../../../scripts/lib/root.ts';
import type { BackendInstance, Execution, ExecutionRequest } from '../../../../server/backends/backend.ts';
import { onnxRuntimeBackend } from '../../../../server/backends/onnxruntime/backend.ts';
import { readConfig } from '../../../../server/config/read.ts';
import { identityModel } from '../../../support/onnx.ts';
import { tempFolder } from '../../../support/temp.ts';
import { floatBytes, floatsOf } from '../../../support/v2-client.ts';

const ONNX = onnxRuntimeBackend(pathToFileURL(join(ROOT, 'dist/server/onnx-worker.js')));

const identity = () => instanceOf(identityModel('FP32', ['batch', 1]));

async function instanceOf(model: Uint8Array): Promise<BackendInstance> {
  const modelFolder = await tempFolder();
  const path = join(modelFolder, 'model.onnx');
  await writeFile(path, model);
  const { config } = readConfig('');
  const spec = {
    name: 'x_0_0',
    modelName: 'x',
    version: 1,
    modelFolder,
    path,
    config,
    siblings: 1,
    strictGpu: false,
  };
  const placement = { kind: 'CPU', deviceId: 0 } as const;
  const watch = { signal: new AbortController().signal, report: () => {} };
  const instance = await ONNX.createInstance({ ...spec, placement, parameters: {} }, watch);
  onTestFinished(() => instance.close());
  return instance;
}

const request = (...values: number[]): ExecutionRequest => ({
  inputs: [{ name: 'in', datatype: 'FP32', shape: [values.length, 1], data: floatBytes(values) }],
  outputs: ['out'],
});

const answersOf = async (execution: Promise<Execution>) =>
  (await execution).outputs.map((outputs) => [...floatsOf(outputs[0]?.data)]);

test('what is asked for together or while others run is answered to whom it belongs', async () => {
  const instance = await identity();
  const answers = [request(0), request(1), request(2)].map((one) => answersOf(instance.execute([one])));
  // In a message of their own, which the thread gets while it is busy with the first.
  await Promise.resolve();
  answers.push(answersOf(instance.execute([request(3, 4), request(5)])));
  await Promise.resolve();
  answers.push(answersOf(instance.execute([request(6)])));
  expect(await Promise.all(answers)).toEqual([[[0]], [[1]], [[2]], [[3, 4], [5]], [[6]]]);
});

test('one that fails fails alone', async () => {
  const instance = await identity();
  const wrong: ExecutionRequest = { inputs: [], outputs: ['out'] };
  const answers = [request(1), wrong, request(2)].map((one) => answersOf(instance.execute([one])));
  const [first, second, third] = await Promise.allSettled(answers);
  expect([first, third]).toMatchObject([{ value: [[1]] }, { value: [[2]] }]);
  expect(second).toMatchObject({ status: 'rejected', reason: { message: /^onnx runtime error: / } });
});

test('has room for more only as long as runs are short', async () => {
  const instance = await identity();
  expect(instance.room).toBe(1);
  for (let run = 0; run < 50; run += 1) await instance.execute([request(run)]);
  expect(instance.room).toBeGreaterThan(1);
});

test('one that is closed leaves nothing of its model to the next', async () => {
  const first = await identity();
  await first.execute([request(1)]);
  await first.close();
  await first.close();
  const second = await instanceOf(identityModel('FP32', ['batch', 2]));
  const wide: ExecutionRequest = {
    inputs: [{ name: 'in', datatype: 'FP32', shape: [1, 2], data: floatBytes([8, 9]) }],
    outputs: ['out'],
  };
  expect(await answersOf(second.execute([wide]))).toEqual([[8, 9]]);
  await expect(second.execute([request(1)])).rejects.toThrow(/onnx runtime error: .*Expected: 2/s);
});
