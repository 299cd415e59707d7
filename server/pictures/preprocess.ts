import { centeredFrame, crop, frameAroundInk } from './crop.ts';
import { borderMean, invert, type Raster } from './raster.ts';
import { resize } from './resize.ts';

/** What the person chose; `auto` looks at the picture. */
export interface PreprocessSettings {
  readonly cropToInk: boolean | 'auto';
  readonly fit: 'contain' | 'cover' | 'stretch';
  readonly invert: boolean | 'auto';
  readonly scale: ScaleName;
}

export const DEFAULT_SETTINGS: PreprocessSettings = {
  cropToInk: 'auto',
  fit: 'contain',
  invert: 'auto',
  scale: 'unit',
};

interface Scale {
  readonly label: string;
  readonly detail: string;
  /** From 0..255 to what the model wants, a channel at a time. */
  readonly apply: (value: number, channel: number) => number;
}

// ImageNet's channel means and deviations, as torchvision's pretrained models expect them.
const IMAGENET_MEAN = [0.485, 0.456, 0.406] as const;
const IMAGENET_STD = [0.229, 0.224, 0.225] as const;

export const SCALES = {
  unit: { label: '0 … 1', detail: '÷ 255', apply: (value) => value / 255 },
  signed: { label: '−1 … 1', detail: '÷ 127.5 − 1', apply: (value) => value / 127.5 - 1 },
  bytes: { label: '0 … 255', detail: 'as it is', apply: (value) => value },
  imagenet: {
    label: 'ImageNet',
    detail: '÷ 255, mean and deviation of ImageNet',
    apply: (value, channel) =>
      (value / 255 - (IMAGENET_MEAN[channel] ?? 0.5)) / (IMAGENET_STD[channel] ?? 0.25),
  },
} as const satisfies Record<string, Scale>;

export type ScaleName = keyof typeof SCALES;

/** One step of the way from picture to tensor, with the picture after it. */
export interface Stage {
  readonly step: 'color' | 'crop' | 'resize' | 'invert' | 'scale';
  readonly on: boolean;
  /** What it did, or why it did nothing. */
  readonly detail: string;
  readonly raster: Raster;
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Above this side a picture is a photograph rather than a glyph: nothing is cropped or inverted by itself. */
export const SMALL_SIDE = 64;

/**
 * Takes a picture through every step up to the model's size.
 * @param drawn whether it comes from the drawing pad, whose ink may be anywhere and of any size
 */
export function preprocess(
  source: Raster,
  size: PictureSize,
  settings: PreprocessSettings,
  drawn: boolean,
): readonly Stage[] {
  const glyph = source.channels === 1 && Math.max(size.width, size.height) <= SMALL_SIDE;
  const colored = colorStage(source);
  const cropped = cropStage(
    source,
    size,
    settings.cropToInk === 'auto' ? glyph && drawn : settings.cropToInk,
  );
  const resized = resizeStage(cropped.raster, size, settings.fit);
  const inverted = invertStage(resized.raster, settings.invert, glyph);
  return [colored, cropped, resized, inverted, scaleStage(inverted.raster, settings.scale)];
}

function colorStage(raster: Raster): Stage {
  const name = raster.channels === 1 ? 'one channel' : 'red, green, blue';
  return { step: 'color', on: true, detail: `${sizeText(raster)}, ${name}`, raster };
}

function cropStage(raster: Raster, size: PictureSize, on: boolean): Stage {
  const frame = on ? frameAroundInk(raster, size.width / size.height) : undefined;
  if (frame === undefined) {
    return { step: 'crop', on, detail: on ? 'no ink yet' : 'the whole picture', raster };
  }
  const cropped = crop(raster, frame);
  return { step: 'crop', on, detail: `${sizeText(cropped)} around the ink`, raster: cropped };
}

function resizeStage(raster: Raster, size: PictureSize, fit: PreprocessSettings['fit']): Stage {
  const framed =
    fit === 'stretch' ? raster : crop(raster, centeredFrame(raster, size.width / size.height, fit));
  const grows = size.width > framed.width;
  const same = size.width === framed.width && size.height === framed.height;
  const how = same ? 'already' : grows ? 'linear' : 'averaged';
  const detail = `${sizeText(size)}, ${how}`;
  return { step: 'resize', on: true, detail, raster: resize(framed, size.width, size.height) };
}

function invertStage(raster: Raster, choice: boolean | 'auto', glyph: boolean): Stage {
  const light = borderMean(raster) > 127;
  const on = choice === 'auto' ? glyph && light : choice;
  const detail = on ? 'light on dark' : light ? 'dark on light, as it is' : 'light on dark already';
  return { step: 'invert', on, detail, raster: on ? invert(raster) : raster };
}

function scaleStage(raster: Raster, name: ScaleName): Stage {
  return { step: 'scale', on: true, detail: SCALES[name].detail, raster };
}

function sizeText({ width, height }: PictureSize): string {
  return `${width} × ${height}`;
}
