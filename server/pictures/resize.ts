import type { Raster } from './raster.ts';

interface Tap {
  readonly from: number;
  readonly weight: number;
}

/** Where one output pixel takes its value from: an area when shrinking, a line between neighbours when growing. */
function taps(size: number, target: number): readonly (readonly Tap[])[] {
  const scale = size / target;
  const reach = Math.max(1, scale);
  return Array.from({ length: target }, (_, at) => {
    const center = (at + 0.5) * scale;
    const first = Math.floor(center - reach / 2 - 0.5);
    const candidates = Array.from({ length: Math.ceil(reach) + 2 }, (__, step) => first + step);
    const weighted = candidates.map((from) => ({
      from: Math.min(size - 1, Math.max(0, from)),
      weight: scale >= 1 ? overlap(from, center - scale / 2, center + scale / 2) : hat(from + 0.5 - center),
    }));
    const sum = weighted.reduce((total, tap) => total + tap.weight, 0);
    return weighted.filter((tap) => tap.weight > 0).map((tap) => ({ ...tap, weight: tap.weight / sum }));
  });
}

/** How much of the pixel that starts at `from` lies between two places. */
function overlap(from: number, start: number, end: number): number {
  return Math.max(0, Math.min(from + 1, end) - Math.max(from, start));
}

function hat(distance: number): number {
  return Math.max(0, 1 - Math.abs(distance));
}

/** Lines of values: `outer` blocks of `size` steps of `inner` values each; resamples the steps. */
function resample(
  values: Float32Array,
  lines: { readonly outer: number; readonly size: number; readonly inner: number },
  target: number,
): Float32Array<ArrayBuffer> {
  const { outer, size, inner } = lines;
  const result = new Float32Array(outer * target * inner);
  const sources = taps(size, target);
  for (let block = 0; block < outer; block++) {
    sources.forEach((tapsHere, at) => {
      for (const { from, weight } of tapsHere) {
        for (let lane = 0; lane < inner; lane++) {
          const to = (block * target + at) * inner + lane;
          result[to] = (result[to] ?? 0) + weight * (values[(block * size + from) * inner + lane] ?? 0);
        }
      }
    });
  }
  return result;
}

/** Resizes by area average where it shrinks and linearly where it grows, each axis for itself. */
export function resize(raster: Raster, width: number, height: number): Raster {
  const { channels } = raster;
  const across = resample(
    raster.values,
    { outer: raster.height, size: raster.width, inner: channels },
    width,
  );
  const values = resample(across, { outer: 1, size: raster.height, inner: width * channels }, height);
  // Summed weights may miss 1 by a rounding, and a value must not leave 0..255 for it.
  return { width, height, channels, values: values.map((value) => Math.min(255, Math.max(0, value))) };
}
