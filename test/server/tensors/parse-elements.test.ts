import { describe, expect, test } from 'vitest';
import { parseElements } from '../../../server/tensors/parse-elements.ts';
import type { Datatype } from '../../../server/tensors/datatype.ts';

function elements(text: string, datatype: Datatype): unknown {
  const parsed = parseElements(text, datatype);
  return parsed.state === 'ok' ? parsed.elements : parsed.message;
}

describe('reading values as people write them', () => {
  test('takes spaces, commas, semicolons and line ends between numbers', () => {
    expect(elements(' 1, 2;3\n4\t5 ', 'INT32')).toEqual([1, 2, 3, 4, 5]);
  });

  test('takes nested JSON and tells its shape', () => {
    expect(parseElements('[[1, 2, 3], [4, 5, 6]]', 'FP32')).toEqual({
      state: 'ok',
      elements: [1, 2, 3, 4, 5, 6],
      shape: [2, 3],
    });
  });

  test('keeps whole numbers that JSON would round', () => {
    expect(elements('[9223372036854775807, -9223372036854775808]', 'INT64')).toEqual([
      9223372036854775807n,
      -9223372036854775808n,
    ]);
    expect(elements('18446744073709551615', 'UINT64')).toEqual([18446744073709551615n]);
  });

  test('takes NaN and the infinities for floats', () => {
    expect(elements('nan inf -Infinity 1e-3', 'FP32')).toEqual([
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      0.001,
    ]);
  });

  test('takes true and false for BOOL', () => {
    expect(elements('true FALSE 1 0', 'BOOL')).toEqual([1, 0, 1, 0]);
  });

  test('reads text line by line, inner spaces and all', () => {
    expect(elements('a first line\nand a second\n', 'BYTES')).toEqual(['a first line', 'and a second']);
    expect(elements('["x", "y, z"]', 'BYTES')).toEqual(['x', 'y, z']);
  });

  test.each([
    ['1 two 3', 'FP32', "Value 2 is 'two', which is not a number."],
    ['1.5', 'INT8', "Value 1 is '1.5'; INT8 takes whole numbers."],
    ['127 128', 'INT8', 'Value 2 is 128, outside INT8 (-128 … 127).'],
    ['-1', 'UINT8', 'Value 1 is -1, outside UINT8 (0 … 255).'],
    ['maybe', 'BOOL', "Value 1 is 'maybe'; BOOL takes true, false, 1 or 0."],
    ['[1, 2', 'FP32', 'This starts like JSON but cannot be read as JSON. Is a bracket or a comma missing?'],
    ['[[1, 2], [3]]', 'FP32', 'The lists at depth 2 differ in length: 2 and 1.'],
    ['[1, [2]]', 'FP32', 'The lists are nested to different depths.'],
    ['[null]', 'FP32', "Value 1 is 'null', which is not a number."],
  ] as const)('refuses %j as %s', (text, datatype, message) => {
    expect(elements(text, datatype)).toBe(message);
  });

  test('reads nothing as no values', () => {
    expect(elements('', 'FP32')).toEqual([]);
    expect(elements('', 'BYTES')).toEqual([]);
  });
});
