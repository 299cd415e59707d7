import { describe, expect, test } from 'vitest';
import { centeredFrame, crop, frameAroundInk } from '../../../server/pictures/crop.ts';
import type { Raster } from '../../../server/pictures/raster.ts';

/** White paper with a black rectangle on it. */
function paper(width: number, height: number, ink: { x: number; y: number; w: number; h: number }): Raster {
  const values = new Float32Array(width * height).fill(255);
  for (let y = ink.y; y < ink.y + ink.h; y++) values.fill(0, y * width + ink.x, y * width + ink.x + ink.w);
  return { width, height, channels: 1, values };
}

describe('cropping to the ink', () => {
  test('makes the longer side of the ink 20/28 of the frame, and centres it', () => {
    const frame = frameAroundInk(paper(100, 100, { x: 10, y: 20, w: 10, h: 40 }), 1);
    expect(frame).toEqual({ left: 15 - 28, top: 40 - 28, width: 56, height: 56 });
  });

  test('centres by mass, not by the box', () => {
    const hook = paper(100, 100, { x: 20, y: 20, w: 4, h: 40 });
    for (let y = 50; y < 60; y++) hook.values.fill(0, y * 100 + 20, y * 100 + 40);
    const frame = frameAroundInk(hook, 1);
    const middle = (frame?.top ?? 0) + (frame?.height ?? 0) / 2;
    expect(middle).toBeGreaterThan(40);
  });

  test('works for light ink on dark paper too', () => {
    const dark = paper(50, 50, { x: 20, y: 20, w: 10, h: 10 });
    const inverted = { ...dark, values: dark.values.map((value) => 255 - value) };
    expect(frameAroundInk(inverted, 1)).toEqual(frameAroundInk(dark, 1));
  });

  test('finds nothing on empty paper', () => {
    expect(frameAroundInk(paper(20, 20, { x: 0, y: 0, w: 0, h: 0 }), 1)).toBeUndefined();
  });

  test('continues the background past the edges', () => {
    const corner = paper(10, 10, { x: 4, y: 4, w: 2, h: 2 });
    const cut = crop(corner, { left: -5, top: -5, width: 20, height: 20 });
    expect([cut.width, cut.height]).toEqual([20, 20]);
    expect(cut.values[0]).toBe(255);
    expect(cut.values[9 * 20 + 9]).toBe(0);
  });
});

describe('framing a picture', () => {
  const wide: Raster = paper(40, 20, { x: 0, y: 0, w: 0, h: 0 });

  test('takes the largest square inside to fill the input', () => {
    expect(centeredFrame(wide, 1, 'cover')).toEqual({ left: 10, top: 0, width: 20, height: 20 });
  });

  test('takes the smallest square around to keep the picture whole', () => {
    expect(centeredFrame(wide, 1, 'contain')).toEqual({ left: 0, top: -10, width: 40, height: 40 });
  });
});
