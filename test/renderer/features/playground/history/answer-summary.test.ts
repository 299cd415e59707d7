import { expect, test } from 'vitest';
import { answerSummary } from '../../../../../renderer/features/playground/history/answer-summary.ts';
import { packBytes } from '../../../../../server/tensors/bytes-elements.ts';
import type { Tensor } from '../../../../../server/tensors/tensor.ts';

const LABELS = ['cat', 'dog', 'cow'];

function scores(...values: readonly number[]): Tensor {
  return {
    name: 'p',
    datatype: 'FP32',
    shape: [values.length / 3, 3],
    data: new Uint8Array(Float32Array.from(values).buffer),
  };
}

function texts(...elements: readonly string[]): Tensor {
  const data = packBytes(elements.map((element) => new TextEncoder().encode(element)));
  return { name: 't', datatype: 'BYTES', shape: [elements.length], data };
}

const numbers: Tensor = { name: 'y', datatype: 'INT32', shape: [1, 2, 2], data: new Uint8Array(16) };

test.each<[string, readonly Tensor[], string]>([
  ['one row of probabilities', [scores(0.1, 0.7, 0.2)], 'dog · 70.0 %'],
  ['scores that are no probabilities', [scores(1, 12.5, 3)], 'dog · 12.5'],
  ['several rows', [scores(1, 0, 0, 0, 1, 0)], 'cat, dog'],
  ['more rows than fit', [scores(...Array.from({ length: 15 }, (_, at) => at % 3))], 'cow, cow, cow, cow, …'],
  ['nothing but NaN', [scores(Number.NaN, Number.NaN, Number.NaN)], 'NaN'],
  ['the output with labels before others', [numbers, scores(0, 0, 1)], 'cow · 100.0 %'],
  ['texts', [texts('a\nb', 'c')], 'a b, c'],
  ['a long text', [texts('x'.repeat(100))], `${'x'.repeat(59)}…`],
  ['anything else', [numbers], 'y [1, 2, 2]'],
  ['nothing', [], 'no outputs'],
])('%s', (_, outputs, words) => {
  expect(answerSummary(outputs, [{ name: 'p', labels: LABELS }, { name: 'y' }])).toBe(words);
});
