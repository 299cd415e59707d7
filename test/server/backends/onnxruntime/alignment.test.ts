import { describe, expect, test } from 'vitest';
import { onnxModel } from '../../../support/onnx.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { seeded } from '../../../support/seeded.ts';
import { startServer } from '../../../support/server.ts';
import { binaryOutputs, binaryRequest, floatBytes } from '../../../support/v2-client.ts';

describe('ONNX Runtime', () => {
  test('gives the same bits wherever a tensor lies in its request', async () => {
    const shape = [2, 16, 10, 10];
    const model = onnxModel({
      inputs: [{ name: 'in', datatype: 'FP32', shape }],
      outputs: [{ name: 'out', datatype: 'FP32', shape }],
      nodes: [{ op: 'InstanceNormalization', inputs: ['in', 'scale', 'bias'], outputs: ['out'] }],
      weights: ['scale', 'bias'].map((name) => ({
        name,
        shape: [16],
        values: Float32Array.from({ length: 16 }, (_, index) => index / 8),
      })),
    });
    const server = await startServer(await repositoryOf({ 'm/1/model.onnx': model }));
    const { next } = seeded(6);
    const data = floatBytes(Float32Array.from({ length: 3200 }, next));
    const answers = new Set<string>();
    for (let length = 0; length < 16; length += 1) {
      const request = binaryRequest([{ name: 'in', datatype: 'FP32', shape, data }], {
        id: 'x'.repeat(length),
      });
      const answer = await server.call('/v2/models/m/infer', { method: 'POST', ...request });
      answers.add(Buffer.from((await binaryOutputs(answer)).get('out')?.data ?? []).toString('hex'));
    }
    expect(answers.size).toBe(1);
  });
});
