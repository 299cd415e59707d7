import { imageTargetOf } from '../../../../server/pictures/image-target.ts';
import type { Pixels } from '../../../../server/pictures/raster.ts';
import type { Tensor } from '../../../../server/tensors/tensor.ts';

/** How the numbers of a picture-shaped tensor lie. */
export interface PictureShape {
  /** Pictures in the batch. */
  readonly items: number;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** How far apart two neighbours of each kind lie. */
  readonly strides: { readonly x: number; readonly y: number; readonly channel: number };
}

/** What is black and what is white. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** Reads a tensor's shape as pictures of 1 or 3 channels, also in a batch; undefined when it is none. */
export function pictureShapeOf({
  datatype,
  shape,
}: Pick<Tensor, 'datatype' | 'shape'>): PictureShape | undefined {
  const items = shape.length === 4 ? (shape[0] ?? 0) : 1;
  const target = imageTargetOf({ datatype, shape: shape.length === 4 ? [1, ...shape.slice(1)] : shape });
  if (target?.width === undefined || target.height === undefined || items < 1) return undefined;
  const { width, height, channels } = target;
  const strides = target.layout.endsWith('CHW')
    ? { x: 1, y: width, channel: width * height }
    : { x: channels, y: width * channels, channel: 1 };
  return { items, width, height, channels, strides };
}

/** The range that values most likely mean: 0 to 1, 0 to 255, or from the smallest to the largest of them. */
export function rangeOf(...pictures: readonly Float64Array[]): ValueRange {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const values of pictures) {
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low >= 0 && high <= 1) return { low: 0, high: 1 };
  if (low >= 0 && high <= 255) return { low: 0, high: 255 };
  return low < high ? { low, high } : { low: low - 1, high: high + 1 };
}

/** A picture-shaped tensor made visible. @param values of one picture */
export function pixelsOfValues(values: Float64Array, shape: PictureShape, range: ValueRange): Pixels {
  const scale = 255 / (range.high - range.low);
  return painted(shape, (at, channel) => ((values[at(channel)] ?? 0) - range.low) * scale);
}

/** How far two pictures lie apart, pixel by pixel: black where they are the same, white where the most. */
export function differencePixels(a: Float64Array, b: Float64Array, shape: PictureShape): Pixels {
  const apart = a.map((value, at) => Math.abs(value - (b[at] ?? Number.NaN)));
  const most = apart.reduce((largest, value) => (value > largest ? value : largest), 0);
  return painted(shape, (at, channel) => (most === 0 ? 0 : ((apart[at(channel)] ?? 0) / most) * 255));
}

type ValueAt = (at: (channel: number) => number, channel: number) => number;

/** Every pixel with its red, green and blue; clamped, NaN becomes black. */
function painted({ width, height, channels, strides }: PictureShape, valueAt: ValueAt): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (channel: number) => x * strides.x + y * strides.y + channel * strides.channel;
      const to = (y * width + x) * 4;
      for (let colour = 0; colour < 3; colour++) {
        data[to + colour] = valueAt(at, channels === 1 ? 0 : colour);
      }
      data[to + 3] = 255;
    }
  }
  return { width, height, data };
}
