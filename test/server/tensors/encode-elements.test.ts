import { describe, expect, test } from 'vitest';
import { encodeElements } from '../../../server/tensors/encode-elements.ts';
import { fillElements } from '../../../server/comparison/fill-elements.ts';
import { numbersOf, textsOf } from '../../../server/tensors/numbers-of.ts';
import type { Datatype } from '../../../server/tensors/datatype.ts';

function roundTrip(datatype: Datatype, elements: readonly (number | bigint)[]): number[] {
  return [
    ...numbersOf({ name: 'x', datatype, shape: [elements.length], data: encodeElements(datatype, elements) }),
  ];
}

describe('elements on the wire', () => {
  test.each([
    'BOOL',
    'UINT8',
    'UINT16',
    'UINT32',
    'UINT64',
    'INT8',
    'INT16',
    'INT32',
    'INT64',
    'FP16',
    'FP32',
    'FP64',
    'BF16',
  ] as const)('%s comes back as it went', (datatype) => {
    expect(roundTrip(datatype, [0, 1, 1, 0])).toEqual([0, 1, 1, 0]);
  });

  test('little-endian, four bytes a FP32', () => {
    expect([...encodeElements('FP32', [1, -2])]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
  });

  test('text as UTF-8 with its length before it', () => {
    const data = encodeElements('BYTES', ['é', '']);
    expect([...data]).toEqual([2, 0, 0, 0, 0xc3, 0xa9, 0, 0, 0, 0]);
    expect(textsOf({ name: 'x', datatype: 'BYTES', shape: [2], data })).toEqual(['é', '']);
  });
});

describe('made-up values', () => {
  test('a seed always gives the same values, another seed others', () => {
    const of = (seed: number) => fillElements({ kind: 'random', seed }, 'FP32', 8);
    expect(of(7)).toEqual(of(7));
    expect(of(7)).not.toEqual(of(8));
  });

  test.each(['INT8', 'UINT8', 'BOOL', 'INT32', 'FP16'] as const)('every fill of %s fits it', (datatype) => {
    for (const fill of [{ kind: 'ramp' }, { kind: 'ones' }, { kind: 'random', seed: 1 }] as const) {
      const elements = fillElements(fill, datatype, 600).map(Number);
      const back = roundTrip(datatype, elements);
      for (const [at, value] of back.entries()) expect(value).toBeCloseTo(elements[at] ?? -1, 3);
    }
  });

  test('a ramp counts up from zero', () => {
    expect(fillElements({ kind: 'ramp' }, 'INT32', 4)).toEqual([0, 1, 2, 3]);
  });
});
