import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isDatatype } from '../../../../../server/tensors/datatype.ts';
import type { Tensor } from '../../../../../server/tensors/tensor.ts';

const bytes = z.string().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));
const tensor = z.object({
  name: z.string(),
  datatype: z.string().refine(isDatatype),
  shape: z.array(z.number()),
  data: bytes,
});
const goldens = z.array(
  z.object({
    title: z.string(),
    init: bytes,
    predict: bytes,
    inputs: z.array(tensor),
    outputs: z.array(tensor),
  }),
);

/** Two nets, what they were given, and what Caffe2 computed; made by make.py. */
export interface Golden {
  readonly title: string;
  readonly init: Uint8Array;
  readonly predict: Uint8Array;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
}

export const FAMILIES = [
  'convolution',
  'pooling',
  'products',
  'normalization',
  'activation',
  'arithmetic',
  'reduction',
  'shape',
  'images',
  'fill',
  'whole',
] as const;

/** The nets of one family of operators. */
export function readGoldens(family: (typeof FAMILIES)[number]): readonly Golden[] {
  return goldens.parse(JSON.parse(readFileSync(new URL(`${family}.json`, import.meta.url), 'utf8')));
}
