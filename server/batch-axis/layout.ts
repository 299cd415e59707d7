/**
 * Where the rows of a batch lie in a tensor: along `axis`, whose extent is `outer` × batch × `inner`, in that order.
 * A batch axis of its own has 1 for both.
 */
export interface Rows {
  readonly axis: number;
  readonly outer: number;
  readonly inner: number;
}

/** What is shared is the same for every row: weights, constants, shapes. */
export type Layout = Rows | 'shared';

/** A batch axis of its own. */
export function ownAxis(axis: number): Rows {
  return { axis, outer: 1, inner: 1 };
}

/** Whether nothing but the batch lies along the axis. */
export function isOwnAxis({ outer, inner }: Rows): boolean {
  return outer === 1 && inner === 1;
}

export function sameRows(a: Rows, b: Rows): boolean {
  return a.axis === b.axis && a.outer === b.outer && a.inner === b.inner;
}

/** An axis counted from the front. */
export function fromFront(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}
