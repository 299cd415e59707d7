import { beforeAll, describe, expect, test } from 'vitest';
import { type Digit, loadDigits } from '../../../support/digits.ts';
import { startServer, type TestServer } from '../../../support/server.ts';
import { SAMPLES } from '../../../support/temp.ts';
import { binaryOutputs, binaryRequest, floatBytes, floatsOf } from '../../../support/v2-client.ts';

const BATCH = 50;
let digits: readonly Digit[];
beforeAll(async () => {
  digits = await loadDigits();
});

function input(batch: readonly Digit[]) {
  const data = floatBytes(batch.flatMap(({ pixels }) => [...pixels]));
  return { name: 'image', datatype: 'FP32', shape: [batch.length, 1, 28, 28], data } as const;
}

async function probabilities(
  server: TestServer,
  version: number,
  batch: readonly Digit[],
): Promise<Float32Array> {
  const { body, headers } = binaryRequest([input(batch)]);
  const response = await server.call(`/v2/models/mnist/versions/${version}/infer`, {
    method: 'POST',
    body,
    headers,
  });
  expect(response.status).toBe(200);
  return floatsOf((await binaryOutputs(response)).get('probabilities')?.data);
}

async function accuracy(server: TestServer, version: number): Promise<number> {
  let right = 0;
  for (let start = 0; start < digits.length; start += BATCH) {
    const batch = digits.slice(start, start + BATCH);
    const rows = await probabilities(server, version, batch);
    batch.forEach(({ label }, index) => {
      const row = rows.subarray(index * 10, index * 10 + 10);
      if (row.indexOf(Math.max(...row)) === label) right += 1;
    });
  }
  return right / digits.length;
}

describe('the 500 held-out digits over HTTP', () => {
  test('version 2 reads at least 98 %, version 1 at least 85 % and fewer than version 2', async () => {
    const server = await startServer(SAMPLES, { loadModels: ['mnist'] });
    const [first, second] = [await accuracy(server, 1), await accuracy(server, 2)];
    expect(second).toBeGreaterThanOrEqual(0.98);
    expect(first).toBeGreaterThanOrEqual(0.85);
    expect(first).toBeLessThan(second);
  });

  test('JSON and binary give the same outputs to the last bit', async () => {
    const server = await startServer(SAMPLES, { loadModels: ['mnist'] });
    const batch = digits.slice(0, BATCH);
    const { name, datatype, shape, data } = input(batch);
    const response = await server.post('/v2/models/mnist/versions/2/infer', {
      inputs: [{ name, datatype, shape, data: [...floatsOf(data)] }],
    });
    const { outputs }: { outputs: [{ data: number[] }] } = JSON.parse(await response.text());
    expect(floatBytes(outputs[0].data)).toEqual(
      new Uint8Array((await probabilities(server, 2, batch)).buffer),
    );
  });
});
