import type { Translations } from '../operator.ts';
import { ACTIVATIONS } from './activation.ts';
import { ARITHMETIC } from './arithmetic.ts';
import { CONVOLUTIONS } from './convolution.ts';
import { COPYING } from './copies.ts';
import { FILLS } from './fill.ts';
import { IMAGES } from './images.ts';
import { NORMALIZATIONS } from './normalization.ts';
import { POOLING } from './pooling.ts';
import { PRODUCTS } from './products.ts';
import { REDUCTIONS } from './reduction.ts';
import { SHAPES } from './shape.ts';

/** Every operator that can be translated. */
export const TRANSLATIONS: Translations = {
  ...CONVOLUTIONS,
  ...POOLING,
  ...PRODUCTS,
  ...NORMALIZATIONS,
  ...ACTIVATIONS,
  ...ARITHMETIC,
  ...REDUCTIONS,
  ...SHAPES,
  ...IMAGES,
  ...FILLS,
  ...COPYING,
};
