import { describe, expect, test } from 'vitest';
import type { Raster } from '../../../server/pictures/raster.ts';
import { resize } from '../../../server/pictures/resize.ts';

function gray(width: number, values: readonly number[]): Raster {
  return { width, height: values.length / width, channels: 1, values: Float32Array.from(values) };
}

describe('resizing a picture', () => {
  test('averages whole areas when it shrinks', () => {
    const quarters = gray(4, [0, 0, 255, 255, 0, 0, 255, 255, 100, 100, 8, 8, 100, 100, 8, 8]);
    expect([...resize(quarters, 2, 2).values]).toEqual([0, 255, 100, 8]);
  });

  test('weighs pixels that lie only partly in an area', () => {
    // Each of the two areas is one and a half pixels wide.
    const [left, right] = resize(gray(3, [0, 90, 180]), 2, 1).values;
    expect(left).toBeCloseTo(30, 4);
    expect(right).toBeCloseTo(150, 4);
  });

  test('goes straight from one neighbour to the next when it grows', () => {
    expect([...resize(gray(2, [0, 100]), 4, 1).values]).toEqual([0, 25, 75, 100]);
  });

  test('leaves a picture of the right size as it is', () => {
    const values = [3, 1, 4, 1, 5, 9];
    expect([...resize(gray(3, values), 3, 2).values]).toEqual(values);
  });

  test('keeps colour channels apart', () => {
    const twoPixels: Raster = {
      width: 2,
      height: 1,
      channels: 3,
      values: Float32Array.of(10, 20, 30, 30, 40, 50),
    };
    expect([...resize(twoPixels, 1, 1).values]).toEqual([20, 30, 40]);
  });

  test.each([7, 28, 97, 281])('never leaves 0 … 255 on the way from %i pixels', (side) => {
    const white = gray(
      side,
      Array.from({ length: side * side }, () => 255),
    );
    const shrunk = resize(white, 28, 28).values;
    expect(Math.max(...shrunk)).toBeLessThanOrEqual(255);
    expect(Math.min(...shrunk)).toBeCloseTo(255, 2);
  });
});
