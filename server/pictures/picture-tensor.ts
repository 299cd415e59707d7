import type { Datatype } from '../tensors/datatype.ts';
import { encodeElements } from '../tensors/encode-elements.ts';
import type { Shape } from '../tensors/shape.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { arrange, imageShape } from './image-tensor.ts';
import type { ImageTarget } from './image-target.ts';
import { type PictureSize, preprocess, type PreprocessSettings, type Stage } from './preprocess.ts';
import { type Pixels, rasterFrom } from './raster.ts';

/** An input that takes pictures, and how large the one shall be that is made for it. */
export interface PictureSlot {
  readonly name: string;
  readonly datatype: Datatype;
  readonly target: ImageTarget;
  /** Without free dimensions; its batch is filled with the same picture. */
  readonly shape: Shape;
}

export interface PictureTensor {
  readonly tensor: Tensor;
  /** Each step of the way, the last one the picture whose numbers the tensor has. */
  readonly stages: readonly Stage[];
}

/**
 * Takes a picture through the steps that a person chose, into the tensor of an input.
 * @param drawn whether it comes from the drawing pad
 */
export function pictureTensor(
  { name, datatype, target, shape }: PictureSlot,
  pixels: Pixels,
  settings: PreprocessSettings,
  drawn: boolean,
): PictureTensor {
  const source = rasterFrom(pixels, target.channels);
  const stages = preprocess(source, pictureSize(target, shape), settings, drawn);
  const { raster } = stages.at(-1) ?? { raster: source };
  const item = arrange(raster, target.layout, settings.scale);
  const batch = target.layout.length === 4 ? (shape[0] ?? 1) : 1;
  const values = new Float32Array(item.length * batch);
  for (let at = 0; at < batch; at++) values.set(item, at * item.length);
  const data = encodeElements(datatype, values);
  return { stages, tensor: { name, datatype, shape: imageShape(raster, target.layout, batch), data } };
}

function pictureSize({ layout }: ImageTarget, shape: Shape): PictureSize {
  const sides = layout === 'NCHW' || layout === 'CHW' ? shape.slice(-2) : shape.slice(-3, -1);
  return { height: sides[0] ?? 1, width: sides[1] ?? 1 };
}
