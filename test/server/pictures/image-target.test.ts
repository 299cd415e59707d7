import { describe, expect, test } from 'vitest';
import { imageTargetOf } from '../../../server/pictures/image-target.ts';
import type { TensorFacts } from '../../../server/protocols/desk/contract.ts';

function input(shape: readonly number[], datatype = 'FP32'): TensorFacts {
  return { name: 'x', datatype, shape, axes: [], optional: false };
}

describe('which inputs take a picture', () => {
  test.each([
    [[-1, 1, 28, 28], { channels: 1, height: 28, width: 28, layout: 'NCHW' }],
    [[1, 3, 224, 224], { channels: 3, height: 224, width: 224, layout: 'NCHW' }],
    [[-1, 299, 299, 3], { channels: 3, height: 299, width: 299, layout: 'NHWC' }],
    [[3, 32, 32], { channels: 3, height: 32, width: 32, layout: 'CHW' }],
    [[64, 48, 1], { channels: 1, height: 64, width: 48, layout: 'HWC' }],
    [[-1, 3, -1, -1], { channels: 3, height: undefined, width: undefined, layout: 'NCHW' }],
  ])('%j does', (shape, target) => {
    expect(imageTargetOf(input(shape))).toEqual(target);
  });

  test.each([[[-1, 16]], [[-1, 128, 768]], [[1, 3, 3, 3]], [[8, 3, 224, 224]], [[-1, 4, 28, 28]], [[]]])(
    '%j does not',
    (shape) => {
      expect(imageTargetOf(input(shape))).toBeUndefined();
    },
  );

  test('text and truth values are no pictures whatever their shape', () => {
    expect(imageTargetOf(input([1, 3, 8, 8], 'BYTES'))).toBeUndefined();
    expect(imageTargetOf(input([1, 3, 8, 8], 'BOOL'))).toBeUndefined();
  });
});
