import { describe, expect, test } from 'vitest';
import { classify } from '../../../../server/protocols/v2/classification.ts';
import { unpackBytes } from '../../../../server/tensors/bytes-elements.ts';
import type { Datatype } from '../../../../server/tensors/datatype.ts';
import type { Tensor } from '../../../../server/tensors/tensor.ts';

function tensor(datatype: Datatype, shape: readonly number[], values: ArrayBufferView<ArrayBuffer>): Tensor {
  const data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { name: 'out', datatype, shape, data };
}

function textsOf({ data }: Tensor): string[] {
  const unpacked = unpackBytes(data);
  if (unpacked.state !== 'ok') throw new Error(unpacked.state);
  return unpacked.elements.map((element) => new TextDecoder().decode(element));
}

const plain = { batched: false, labels: [] };

describe('a classification', () => {
  test('gives the largest values first, with their index and their name', () => {
    const scores = tensor('FP32', [4], Float32Array.of(0.1, 0.7, 0.2, 0));
    const classes = classify(scores, { count: 3, batched: false, labels: ['cat', 'dog', '', 'cow'] });
    expect(classes).toMatchObject({ name: 'out', datatype: 'BYTES', shape: [3] });
    expect(textsOf(classes)).toEqual(['0.700000:1:dog', '0.200000:2', '0.100000:0:cat']);
  });

  test('never gives more than there are', () => {
    const scores = tensor('INT32', [2], Int32Array.of(-5, 7));
    expect(textsOf(classify(scores, { count: 10, ...plain }))).toEqual(['7:1', '-5:0']);
  });

  test('classifies the rows of a batch one by one, whatever their own shape', () => {
    const scores = tensor('UINT8', [2, 1, 3], Uint8Array.of(1, 2, 3, 30, 20, 10));
    const classes = classify(scores, { count: 2, batched: true, labels: [] });
    expect(classes.shape).toEqual([2, 2]);
    expect(textsOf(classes)).toEqual(['3:2', '2:1', '30:0', '20:1']);
  });

  test('keeps the order of equal values, and puts what is no number last', () => {
    const scores = tensor('FP64', [5], Float64Array.of(Number.NaN, 1, Number.POSITIVE_INFINITY, 1, -1e21));
    expect(textsOf(classify(scores, { count: 5, ...plain }))).toEqual([
      'inf:2',
      '1.000000:1',
      '1.000000:3',
      '-1000000000000000000000.000000:4',
      'nan:0',
    ]);
  });

  test('writes 64-bit integers to the last digit', () => {
    const scores = tensor('INT64', [1], BigInt64Array.of(2n ** 63n - 1n));
    expect(textsOf(classify(scores, { count: 1, ...plain }))).toEqual(['9223372036854775807:0']);
  });

  test.each(['FP16', 'BF16', 'BOOL', 'BYTES'] as const)('is refused for %s', (datatype) => {
    expect(() => classify(tensor(datatype, [1], Uint8Array.of(0, 0)), { count: 1, ...plain })).toThrow(
      `class result not available for output due to unsupported type '${datatype}'`,
    );
  });

  test('is refused for more than a million elements', () => {
    const scores = tensor('INT8', [1_000_001], new Int8Array(1_000_001));
    expect(() => classify(scores, { count: 1, ...plain })).toThrow('classification output tensor too large');
  });
});
