import type { TensorSpec } from '../scheduling/tensor-spec.ts';

/**
 * The shape of one sample of an input: free dimensions have the extent that was chosen, or 1. A single free dimension
 * that nobody chose takes what the elements leave for it.
 * @param elements how many there are, where that is known
 */
export function inputShape(
  { shape }: TensorSpec,
  extents: Readonly<Record<string, number>> | undefined,
  elements?: number,
): readonly number[] {
  const open = shape.flatMap((dim, axis) => (dim === -1 && extents?.[axis] === undefined ? [axis] : []));
  const known = shape.map((dim, axis) => (dim === -1 ? (extents?.[axis] ?? 1) : dim));
  const [last] = open.slice(-1);
  const product = known.reduce((size, dim) => size * dim, 1);
  if (last === undefined || elements === undefined || product === 0 || elements % product !== 0) return known;
  return known.map((dim, axis) => (axis === last ? elements / product : dim));
}
