import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, preprocess, SCALES } from '../../../server/pictures/preprocess.ts';
import { arrange, imageShape } from '../../../server/pictures/image-tensor.ts';
import { type Pixels, rasterFrom } from '../../../server/pictures/raster.ts';
import { loadDigits } from '../../support/digits.ts';

const SIZE = { width: 28, height: 28 };

/** Opaque pixels of one gray tone each. */
function grayPixels(width: number, tones: readonly number[]): Pixels {
  const data = new Uint8ClampedArray(tones.flatMap((tone) => [tone, tone, tone, 255]));
  return { width, height: tones.length / width, data };
}

/** A white sheet with a black bar in its middle. */
function drawing(): Pixels {
  const tones = Array.from({ length: 280 * 280 }, (_, at) => {
    const [x, y] = [at % 280, Math.floor(at / 280)];
    return x > 120 && x < 160 && y > 60 && y < 220 ? 0 : 255;
  });
  return grayPixels(280, tones);
}

describe('the way from picture to tensor', () => {
  test('a held-out digit arrives exactly as the model was trained on it', async () => {
    const [digit] = await loadDigits();
    const tones = Array.from(digit?.pixels ?? [], (pixel) => Math.round(pixel * 255));
    const stages = preprocess(rasterFrom(grayPixels(28, tones), 1), SIZE, DEFAULT_SETTINGS, false);
    const raster = stages.at(-1)?.raster ?? expect.fail('no stages');
    const tensor = arrange(raster, 'NCHW', 'unit');
    for (const [at, value] of tensor.entries()) expect(value).toBeCloseTo(digit?.pixels[at] ?? -1, 5);
  });

  test('a drawing is cropped to its ink and inverted', () => {
    const stages = preprocess(rasterFrom(drawing(), 1), SIZE, DEFAULT_SETTINGS, true);
    expect(stages.map(({ step, on }) => [step, on])).toEqual([
      ['color', true],
      ['crop', true],
      ['resize', true],
      ['invert', true],
      ['scale', true],
    ]);
    const { values } = stages.at(-1)?.raster ?? expect.fail('no stages');
    expect(values[0]).toBe(0);
    expect(values[14 * 28 + 14]).toBe(255);
    // The bar is 20 of 28 pixels high.
    const rows = Array.from({ length: 28 }, (_, y) => (values[y * 28 + 14] ?? 0) > 127);
    expect(rows.filter(Boolean)).toHaveLength(20);
  });

  test('a light digit on dark ground is not inverted again', () => {
    const light = rasterFrom(drawing(), 1);
    const dark = { ...light, values: light.values.map((value) => 255 - value) };
    const invert = preprocess(dark, SIZE, DEFAULT_SETTINGS, false).find(({ step }) => step === 'invert');
    expect(invert).toMatchObject({ on: false, detail: 'light on dark already' });
  });

  test('a photograph is neither cropped nor inverted by itself', () => {
    const size = { width: 224, height: 224 };
    const stages = preprocess(rasterFrom(drawing(), 3), size, DEFAULT_SETTINGS, false);
    expect(stages.filter(({ on }) => !on).map(({ step }) => step)).toEqual(['crop', 'invert']);
  });

  test('what the person says wins over what the picture suggests', () => {
    const settings = { ...DEFAULT_SETTINGS, invert: false, cropToInk: false };
    const stages = preprocess(rasterFrom(drawing(), 1), SIZE, settings, true);
    expect(stages.at(-1)?.raster.values[0]).toBe(255);
  });
});

describe('arranging numbers for the model', () => {
  const pixels: Pixels = {
    width: 2,
    height: 1,
    data: Uint8ClampedArray.of(255, 0, 51, 255, 0, 255, 102, 255),
  };
  const raster = rasterFrom(pixels, 3);

  test('puts channel planes one after the other for NCHW', () => {
    expect([...arrange(raster, 'NCHW', 'bytes')]).toEqual([255, 0, 0, 255, 51, 102]);
    expect(imageShape(raster, 'NCHW', 4)).toEqual([4, 3, 1, 2]);
  });

  test('keeps the channels of a pixel together for NHWC', () => {
    expect([...arrange(raster, 'HWC', 'bytes')]).toEqual([255, 0, 51, 0, 255, 102]);
    expect(imageShape(raster, 'HWC', 1)).toEqual([1, 2, 3]);
  });

  test('scales to the range that is asked for', () => {
    expect([0, 255].map((value) => SCALES.unit.apply(value))).toEqual([0, 1]);
    expect([0, 255].map((value) => SCALES.signed.apply(value))).toEqual([-1, 1]);
    expect(SCALES.imagenet.apply(255, 0)).toBeCloseTo((1 - 0.485) / 0.229, 6);
  });

  test('lays transparent pixels over white', () => {
    const clear: Pixels = { width: 1, height: 1, data: Uint8ClampedArray.of(0, 0, 0, 0) };
    expect([...rasterFrom(clear, 1).values]).toEqual([255]);
  });
});
