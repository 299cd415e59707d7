import { describe, expect, test } from 'vitest';
import { unpackBytes } from '../../../server/tensors/bytes-elements.ts';
import type { Datatype } from '../../../server/tensors/datatype.ts';
import { bytesFromJson, jsonFromBytes } from '../../../server/tensors/json-tensor.ts';
import { parseJsonText } from '../../../server/tensors/json-text.ts';

const back = (datatype: Datatype, text: string, shape: number[]) =>
  jsonFromBytes('x', datatype, bytesFromJson('x', datatype, shape, parseJsonText(text)));

describe('tensor data in JSON', () => {
  test('comes nested or flat', () => {
    const nested = bytesFromJson(
      'x',
      'INT32',
      [2, 2],
      [
        [1, 2],
        [3, 4],
      ],
    );
    expect(nested).toEqual(bytesFromJson('x', 'INT32', [2, 2], [1, 2, 3, 4]));
  });

  test.each<[Datatype, string, number[]]>([
    ['BOOL', '[true,false]', [2]],
    ['UINT8', '[0,255]', [2]],
    ['INT8', '[-128,127]', [2]],
    ['UINT16', '[65535]', [1]],
    ['INT16', '[-32768]', [1]],
    ['UINT32', '[4294967295]', [1]],
    ['INT32', '[-2147483648]', [1]],
    ['UINT64', '[18446744073709551615]', [1]],
    ['INT64', '[-9223372036854775808,9007199254740993]', [2]],
    ['FP32', '[0.10000000149011612,-0.0,NaN,Infinity,-Infinity]', [5]],
    ['FP64', '[0.1,1e-308]', [2]],
    ['BYTES', '["","grüße","NaN \\"quoted\\""]', [3]],
  ])('%s reads back as it was written: %s', (datatype, text, shape) => {
    expect(back(datatype, text, shape)).toBe(text);
  });

  test('a 17-digit whole number may stand for a float, too', () => {
    expect(back('FP64', '[12345678901234567]', [1])).toBe('[12345678901234568]');
  });

  test('strings become length-prefixed elements', () => {
    const unpacked = unpackBytes(bytesFromJson('x', 'BYTES', [2], ['a', 'bc']));
    expect(unpacked).toMatchObject({
      state: 'ok',
      elements: [new Uint8Array([97]), new Uint8Array([98, 99])],
    });
  });

  test.each<[string, Datatype, unknown, number[], RegExp]>([
    ['too few elements', 'FP32', [1], [2], /Shape does not match true shape of 'data' field/],
    ['no list', 'FP32', 7, [1], /non-array as array/],
    ['text for a number', 'FP32', ['1'], [1], /not a FP32 number/],
    ['a number for text', 'BYTES', [1], [1], /non-string as string/],
    ['a value out of range', 'UINT8', [256], [1], /not a UINT8 number/],
    ['a fraction for a whole number', 'INT32', [1.5], [1], /not a INT32 number/],
    ['null', 'FP32', [null], [1], /not a FP32 number/],
    ['2 for a truth', 'BOOL', [2], [1], /not a BOOL number/],
    ['FP16', 'FP16', [1], [1], /^receiving FP16 data via JSON is not supported. .* for input x$/],
  ])('%s is refused', (_what, datatype, data, shape, text) => {
    expect(() => bytesFromJson('x', datatype, shape, data)).toThrow(text);
  });

  test('FP16 outputs need the binary format', () => {
    expect(() => jsonFromBytes('x', 'FP16', new Uint8Array(2))).toThrow(
      'sending FP16 data via JSON is not supported. Please use the binary data format for output x',
    );
  });
});
