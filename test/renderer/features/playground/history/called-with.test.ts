import { describe, expect, test } from 'vitest';
import { calledWith, curlWithFile } from '../../../../../renderer/features/playground/history/called-with.ts';
import { type NumericDatatype, typedTensor } from '../../../../support/typed-tensor.ts';

const call = (datatype: NumericDatatype, ...values: readonly number[]) =>
  calledWith('m', 2, [typedTensor('x', datatype, values)], ['y']);

describe('a call with the values of a request', () => {
  test('holds them to the last bit', () => {
    expect(call('FP32', 0.1, -0)).toEqual({
      name: 'm',
      version: 2,
      inputs: [
        {
          name: 'x',
          datatype: 'FP32',
          shape: [2],
          elements: 2,
          byteSize: 8,
          values: '[0.10000000149011612,-0.0]',
        },
      ],
      outputs: ['y'],
    });
  });

  test('is not written where no program text has such numbers, or they are too many', () => {
    expect(call('FP32', Number.NaN)).toBeUndefined();
    expect(call('FP32', Number.POSITIVE_INFINITY)).toBeUndefined();
    expect(call('UINT8', ...Array(20_001).fill(0))).toBeUndefined();
    const half = { name: 'x', datatype: 'FP16', shape: [1], data: new Uint8Array(2) } as const;
    expect(calledWith('m', 1, [half], [])).toBeUndefined();
  });
});

test('what no program text holds is sent from a file', () => {
  const text = curlWithFile({ model: 'm', version: 2, jsonLength: 9 }, 'm-request.bin', 'http://127.0.0.1:1');
  expect(text).toContain("'http://127.0.0.1:1/v2/models/m/versions/2/infer' --data-binary '@m-request.bin'");
  expect(text).toContain("'Inference-Header-Content-Length: 9'");
});
