import type { ImageTarget } from './image-target.ts';
import { SCALES, type ScaleName } from './preprocess.ts';
import type { Raster } from './raster.ts';

/** One picture's numbers in the order the model wants them: channel planes, or pixels with their channels. */
export function arrange(
  raster: Raster,
  layout: ImageTarget['layout'],
  scale: ScaleName,
): Float32Array<ArrayBuffer> {
  const { width, height, channels, values } = raster;
  const planes = layout === 'NCHW' || layout === 'CHW';
  const { apply } = SCALES[scale];
  const arranged = new Float32Array(values.length);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      const to = planes ? channel * width * height + pixel : pixel * channels + channel;
      arranged[to] = apply(values[pixel * channels + channel] ?? 0, channel);
    }
  }
  return arranged;
}

/** The shape of `batch` such pictures in a layout; layouts without N hold one. */
export function imageShape(raster: Raster, layout: ImageTarget['layout'], batch: number): readonly number[] {
  const { width, height, channels } = raster;
  const item = layout === 'NCHW' || layout === 'CHW' ? [channels, height, width] : [height, width, channels];
  return layout.length === 4 ? [batch, ...item] : item;
}
