import { seededRandom } from './seeded-random.ts';
import type { Datatype } from '../tensors/datatype.ts';
import type { Element } from '../tensors/encode-elements.ts';

/** Ways to make up the values of a tensor. */
export type Fill =
  | { readonly kind: 'zeros' | 'ones' | 'ramp' }
  | { readonly kind: 'random'; readonly seed: number };

const FLOATS: readonly Datatype[] = ['FP16', 'FP32', 'FP64', 'BF16'];

/** Random elements: 0..1 for floats, 0..99 for whole numbers, true or false for BOOL. */
function randomElement(datatype: Datatype, random: () => number): number {
  if (FLOATS.includes(datatype)) return random();
  return Math.floor(random() * (datatype === 'BOOL' ? 2 : 100));
}

/** A ramp starts over where the datatype ends, so that it always fits. */
function rampEnd(datatype: Datatype): number {
  if (datatype === 'BOOL') return 2;
  if (datatype === 'INT8') return 128;
  return datatype === 'UINT8' ? 256 : 2048;
}

/** `count` made-up elements that fit the datatype. */
export function fillElements(fill: Fill, datatype: Datatype, count: number): readonly Element[] {
  const random = seededRandom(fill.kind === 'random' ? fill.seed : 0);
  return Array.from({ length: count }, (_, at) => {
    if (fill.kind === 'random') return randomElement(datatype, random);
    if (fill.kind === 'ramp') return at % rampEnd(datatype);
    return fill.kind === 'ones' ? 1 : 0;
  });
}
