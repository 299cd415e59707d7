import { expect, test } from 'vitest';
import {
  differencePixels,
  pictureShapeOf,
  pixelsOfValues,
  rangeOf,
} from '../../../../../renderer/features/playground/result/tensor-picture.ts';

const grey = { datatype: 'FP32', shape: [1, 5, 6] } as const;
const firstPixels = (data: ArrayLike<number>, count: number) => Array.from(data).slice(0, count * 4);

test('three and four dimensions with 1 or 3 channels are pictures, also in a batch', () => {
  expect(pictureShapeOf(grey)).toMatchObject({ items: 1, width: 6, height: 5, channels: 1 });
  expect(pictureShapeOf({ datatype: 'UINT8', shape: [4, 8, 9, 3] })).toEqual({
    items: 4,
    width: 9,
    height: 8,
    channels: 3,
    strides: { x: 3, y: 27, channel: 1 },
  });
  expect(pictureShapeOf({ datatype: 'FP32', shape: [2, 7, 8, 9] })).toBeUndefined();
  expect(pictureShapeOf({ datatype: 'FP32', shape: [1, 10] })).toBeUndefined();
});

test('black and white are what the values most likely mean, the same for both sides', () => {
  expect(rangeOf(Float64Array.of(0.2, 0.9))).toEqual({ low: 0, high: 1 });
  expect(rangeOf(Float64Array.of(0.2, 0.9), Float64Array.of(200))).toEqual({ low: 0, high: 255 });
  expect(rangeOf(Float64Array.of(-2, Number.NaN, 6))).toEqual({ low: -2, high: 6 });
  expect(rangeOf(Float64Array.of(-3))).toEqual({ low: -4, high: -2 });
});

test('values become grey or colours whichever way they lie, and a difference is white where it is largest', () => {
  const shape = pictureShapeOf(grey);
  const planes = pictureShapeOf({ datatype: 'FP32', shape: [3, 5, 6] });
  if (shape === undefined || planes === undefined) throw new Error('no picture');
  const values = new Float64Array(30).fill(1);
  values.set([0, 0.5]);
  expect(firstPixels(pixelsOfValues(values, shape, { low: 0, high: 1 }).data, 3)).toEqual([
    0, 0, 0, 255, 128, 128, 128, 255, 255, 255, 255, 255,
  ]);
  const red = new Float64Array(90).fill(1, 0, 30);
  expect(firstPixels(pixelsOfValues(red, planes, { low: 0, high: 1 }).data, 1)).toEqual([255, 0, 0, 255]);
  const other = values.with(0, 0.25).with(1, 0.625);
  expect(firstPixels(differencePixels(values, other, shape).data, 3)).toEqual([
    255, 255, 255, 255, 128, 128, 128, 255, 0, 0, 0, 255,
  ]);
});
