import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../../scripts/lib/root.ts';
import { freed } from '../../support/batch-axis.ts';
import { SAMPLES } from '../../support/temp.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inferdeck-exports-'));
  const script = join(ROOT, 'test/support/frameworks/fixed_batch_models.py');
  await promisify(execFile)(process.env['INFERDECK_PYTHON'] ?? 'python3', [script, folder]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What each export is built of, and the batch that it is fixed at. */
const PROVEN: Readonly<Record<string, readonly [built: string, batch: number]>> = {
  flatten: ['Flatten in front of a linear layer', 1],
  reshape: ['Reshape to [1, -1] behind batch norm and pooling', 1],
  reshape_of_four: ['the same, fixed at four rows', 4],
  matmul: ['batch and steps in one axis for a product', 1],
  lstm: ['an LSTM whose initial states are constants', 1],
  gru: ['a GRU fixed at two rows', 2],
  last_state: ['the last states of an LSTM that takes steps first', 1],
  attention: ['attention that folds the heads into the batch', 1],
  attention_batch_first: ['attention with the batch first', 1],
  encoder: ['a transformer layer whose batch is its second axis by mistake', 1],
  class_token: ['a constant of the size of the batch joined to the rows', 1],
  class_token_of_three: ['the same, fixed at three rows', 3],
  expand: ['Expand', 1],
  slice: ['slices that end at the old batch', 1],
  pad: ['Pad and a running sum', 1],
  resize: ['Resize', 1],
};

describe('a model that PyTorch exported with a fixed batch', () => {
  for (const [name, [built, batch]] of Object.entries(PROVEN)) {
    it(`is freed and proven: ${built}`, async () => {
      const { proof, oldBatch } = await freed(join(folder, `${name}.onnx`));
      expect(oldBatch).toBe(batch);
      expect(proof).toMatchObject({ holds: true, batches: [1, 2, 3, 8] });
      for (const { maxAbsolute, rows } of proof.equality) {
        expect(maxAbsolute).toBeLessThan(1e-5);
        expect(rows).toBe(1 + 2 + 3 + 8);
      }
      expect(proof.independence.every(({ rows, mismatches }) => rows === 3 && mismatches === 0)).toBe(true);
    });
  }

  const REFUSED: Readonly<Record<string, readonly [operator: string, reason: RegExp]>> = {
    softmax_over_batch: ['Softmax', /normalises over the batch axis/],
    minus_mean_of_batch: ['ReduceMean', /reduces over the batch axis/],
    batch_norm_in_training: ['BatchNormalization', /training mode/],
  };
  for (const [name, [operator, reason]] of Object.entries(REFUSED)) {
    it(`is refused by the name of the node that mixes rows: ${name}`, async () => {
      await expect(freed(join(folder, `${name}.onnx`))).rejects.toMatchObject({
        kind: 'unsupported',
        blocking: { operator, reason: expect.stringMatching(reason) },
      });
    });
  }
});

describe('the sample model with a fixed batch', () => {
  it('answers every row within 1e-5 of the original', async () => {
    const { proof } = await freed(join(SAMPLES, 'mnist_fixed_batch/1/model.onnx'));
    expect(proof.holds).toBe(true);
    expect(Math.max(...proof.equality.map(({ maxAbsolute }) => maxAbsolute))).toBeLessThan(1e-5);
  });

  it('is left alone when its batch is free already', async () => {
    await expect(freed(join(SAMPLES, 'mnist/2/model.onnx'))).rejects.toThrow('free already');
  });
});
