import { borderMean, type Raster } from './raster.ts';

/** A part of a raster; it may reach past the edges, where the background goes on. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How far a value must be from the background to count as ink. */
const INK = 40;

/** In MNIST a digit fills a box of 20 pixels inside 28. */
const BOX_IN_FRAME = 20 / 28;

interface Ink {
  readonly box: Frame;
  readonly centerX: number;
  readonly centerY: number;
}

function findInk(raster: Raster): Ink | undefined {
  const { width, height, channels, values } = raster;
  const background = borderMean(raster);
  let [left, right, top, bottom] = [width, -1, height, -1];
  let [mass, massX, massY] = [0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const weight = Math.abs((values[(y * width + x) * channels] ?? 0) - background);
      if (weight < INK) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
      mass += weight;
      massX += weight * (x + 0.5);
      massY += weight * (y + 0.5);
    }
  }
  if (mass === 0) return undefined;
  const box = { left, top, width: right - left + 1, height: bottom - top + 1 };
  return { box, centerX: massX / mass, centerY: massY / mass };
}

/**
 * The frame in which the ink has the size and place it has in MNIST: its longer side fills 20/28 of the frame, its
 * centre of mass is the frame's centre. Undefined when there is no ink.
 * @param aspect width over height of the frame
 */
export function frameAroundInk(raster: Raster, aspect: number): Frame | undefined {
  const ink = findInk(raster);
  if (ink === undefined) return undefined;
  const height = Math.max(ink.box.height, ink.box.width / aspect) / BOX_IN_FRAME;
  const width = height * aspect;
  return { left: ink.centerX - width / 2, top: ink.centerY - height / 2, width, height };
}

/** The largest centred frame of an aspect inside the raster (`cover`), or the smallest around it (`contain`). */
export function centeredFrame(raster: Raster, aspect: number, fit: 'cover' | 'contain'): Frame {
  const wider = raster.width / raster.height > aspect;
  const byHeight = fit === 'cover' ? wider : !wider;
  const height = byHeight ? raster.height : raster.width / aspect;
  const width = height * aspect;
  return { left: (raster.width - width) / 2, top: (raster.height - height) / 2, width, height };
}

/** Cuts a frame out, to whole pixels; what lies outside takes the colour of the border. */
export function crop(raster: Raster, frame: Frame): Raster {
  const width = Math.max(1, Math.round(frame.width));
  const height = Math.max(1, Math.round(frame.height));
  const [left, top] = [Math.round(frame.left), Math.round(frame.top)];
  const { channels } = raster;
  const values = new Float32Array(width * height * channels).fill(borderMean(raster));
  const from = Math.min(raster.width, Math.max(0, left));
  const columns = Math.max(0, Math.min(raster.width, left + width) - from);
  const lastRow = Math.min(raster.height, top + height);
  for (let y = Math.max(0, top); y < lastRow; y++) {
    const start = (y * raster.width + from) * channels;
    const row = raster.values.subarray(start, start + columns * channels);
    if (columns > 0) values.set(row, ((y - top) * width + from - left) * channels);
  }
  return { width, height, channels, values };
}
