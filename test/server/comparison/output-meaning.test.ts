import { describe, expect, test } from 'vitest';
import { meaningOf } from '../../../server/comparison/output-meaning.ts';
import type { Datatype } from '../../../server/tensors/datatype.ts';

function meaning(
  shape: readonly number[],
  numbers: readonly number[],
  more: { readonly datatype?: Datatype; readonly labels?: readonly string[] } = {},
) {
  const output = { name: 'y', datatype: more.datatype ?? 'FP32', shape, data: new Uint8Array() };
  return meaningOf(output, Float64Array.from(numbers), more.labels);
}

describe('what an output is read as', () => {
  test('probabilities are classes, one row an item', () => {
    expect(meaning([2, 3], [0.2, 0.3, 0.5, 1, 0, 0])).toEqual({ kind: 'classes', items: 2, classes: 3 });
  });

  test('labelled scores are classes even when they are no probabilities', () => {
    expect(meaning([2], [-4, 12], { labels: ['no', 'yes'] })).toEqual({
      kind: 'classes',
      items: 1,
      classes: 2,
    });
  });

  test('labels that do not match the number of scores prove nothing', () => {
    expect(meaning([3], [-4, 12, 1], { labels: ['no', 'yes'] })).toEqual({ kind: 'numbers' });
  });

  test('vectors, maps and empty batches are numbers, text is text', () => {
    expect(meaning([1, 3], [4, 5, 6])).toEqual({ kind: 'numbers' });
    expect(meaning([1, 1, 2, 2], [0.25, 0.25, 0.25, 0.25])).toEqual({ kind: 'numbers' });
    expect(meaning([0, 3], [])).toEqual({ kind: 'numbers' });
    expect(meaning([1], [], { datatype: 'BYTES' })).toEqual({ kind: 'texts' });
  });
});
