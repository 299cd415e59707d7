import type { Operator } from '../operator.ts';
import type { Attributes } from '../onnx-graph.ts';

/** Values of `legacy_pad` that say more than the pads do. */
const LEGACY_SAME = 2;
const LEGACY_POOLING = 3;

/** How many dimensions a window has: as many as its lists, or as the operator's name says, usually two. */
export function windowRank(operator: Operator): number {
  const listed = ['kernels', 'strides', 'dilations'].map((name) => operator.ints(name).length);
  const named = /([123])D$/.exec(operator.type)?.[1];
  return Math.max(...listed, operator.ints('pads').length / 2) || Number(named ?? 2);
}

/** Kernel, strides and pads as ONNX has them. */
export function windowAttributes(operator: Operator): Attributes {
  return {
    kernel_shape: { ints: perDimension(operator, 'kernel', 1) },
    strides: { ints: perDimension(operator, 'stride', 1) },
    ...padding(operator),
  };
}

/** An extent for each dimension: from a list, from names that end with _h and _w, or one for all. */
export function perDimension(operator: Operator, name: string, otherwise: number): readonly number[] {
  const list = operator.ints(`${name}s`);
  if (list.length > 0) return list;
  const all = operator.int(name, otherwise);
  const rank = windowRank(operator);
  if (rank !== 2) return Array.from({ length: rank }, () => all);
  return [operator.int(`${name}_h`, all), operator.int(`${name}_w`, all)];
}

function padding(operator: Operator): Attributes {
  const legacy = operator.int('legacy_pad', 0);
  if (legacy === LEGACY_SAME) return { auto_pad: { text: 'SAME_UPPER' } };
  return { pads: { ints: pads(operator) }, ...(legacy === LEGACY_POOLING && { ceil_mode: { int: 1 } }) };
}

/** The beginnings of all dimensions, then the ends. */
function pads(operator: Operator): readonly number[] {
  const list = operator.ints('pads');
  if (list.length > 0) return list;
  const all = operator.int('pad', 0);
  const rank = windowRank(operator);
  if (rank !== 2) return Array.from({ length: 2 * rank }, () => all);
  return ['pad_t', 'pad_l', 'pad_b', 'pad_r'].map((name) => operator.int(name, all));
}
