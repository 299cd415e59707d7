/** A picture as numbers 0..255: rows of pixels, channels interleaved. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly values: Float32Array<ArrayBuffer>;
}

/** RGBA pixels as a canvas holds them. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
}

/** Rec. 601 luma weights, as PIL's `convert("L")` uses them. */
const LUMA = [0.299, 0.587, 0.114] as const;

/** RGBA pixels laid over white, as one gray channel or as red, green and blue. */
export function rasterFrom(pixels: Pixels, channels: 1 | 3): Raster {
  const { width, height, data } = pixels;
  const values = new Float32Array(width * height * channels);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const alpha = (data[pixel * 4 + 3] ?? 0) / 255;
    const over = (channel: number) => (data[pixel * 4 + channel] ?? 0) * alpha + 255 * (1 - alpha);
    if (channels === 1) {
      values[pixel] = over(0) * LUMA[0] + over(1) * LUMA[1] + over(2) * LUMA[2];
    } else {
      for (let channel = 0; channel < 3; channel++) values[pixel * 3 + channel] = over(channel);
    }
  }
  return { width, height, channels, values };
}

/** A raster as RGBA pixels, for showing it. */
export function pixelsOf(raster: Raster): Uint8ClampedArray<ArrayBuffer> {
  const { width, height, channels, values } = raster;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      data[pixel * 4 + channel] = values[pixel * channels + (channels === 3 ? channel : 0)] ?? 0;
    }
    data[pixel * 4 + 3] = 255;
  }
  return data;
}

/** Mean over the outermost pixels: what the background looks like. */
export function borderMean(raster: Raster): number {
  const { width, height, channels, values } = raster;
  let sum = 0;
  let count = 0;
  for (let y = 0; y < height; y++) {
    const step = y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1);
    for (let x = 0; x < width; x += step) {
      for (let channel = 0; channel < channels; channel++) {
        sum += values[(y * width + x) * channels + channel] ?? 0;
        count++;
      }
    }
  }
  return count === 0 ? 255 : sum / count;
}

/** Every value replaced by its distance from white. */
export function invert(raster: Raster): Raster {
  return { ...raster, values: raster.values.map((value) => 255 - value) };
}
