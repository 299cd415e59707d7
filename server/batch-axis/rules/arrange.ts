import { fromFront, type Rows } from '../layout.ts';
import type { Step } from '../step.ts';
import { type Rules, rulesFor } from './rule.ts';

function transpose(step: Step): Rows {
  const rows = step.rows(0);
  const perm = step.ints('perm') ?? step.shape(0).map((_, axis, all) => all.length - 1 - axis);
  return { ...rows, axis: perm.indexOf(rows.axis) };
}

function squeeze(step: Step): Rows {
  const rows = step.rows(0);
  const shape = step.shape(0);
  const given = step.intsOf('axes', 1)?.map((axis) => fromFront(axis, shape.length));
  const axes = given ?? shape.flatMap((extent, axis) => (extent === 1 ? [axis] : []));
  if (axes.includes(rows.axis)) step.refuse('it drops the batch axis');
  return { ...rows, axis: rows.axis - axes.filter((axis) => axis < rows.axis).length };
}

function unsqueeze(step: Step): Rows {
  const rows = step.rows(0);
  const rank = step.outputShape().length;
  const added = new Set(step.intsOf('axes', 1)?.map((axis) => fromFront(axis, rank)));
  const kept = Array.from({ length: rank }, (_, axis) => axis).filter((axis) => !added.has(axis));
  return { ...rows, axis: kept[rows.axis] ?? 0 };
}

/** Every input has the rows along one axis, and they are joined along another one. */
function concat(step: Step): Rows {
  const axis = step.axis(1, step.outputShape().length);
  const withRows = step.node.input
    .map((_, position) => step.layout(position))
    .find((layout) => layout !== 'shared');
  if (withRows !== undefined && withRows.axis === axis) {
    step.refuse('it joins values along the batch axis');
  }
  return step.agree([...step.node.input.keys()]);
}

function split(step: Step): Rows {
  const rows = step.rows(0);
  if (rows.axis === step.axis(0, step.shape(0).length)) step.refuse('it cuts the batch apart');
  return rows;
}

function pad(step: Step): Rows {
  const rows = step.rows(0);
  const rank = step.shape(0).length;
  const pads = step.intsOf('pads', 1) ?? step.ints('paddings') ?? [];
  const axes = step.numbers(3)?.map((axis) => fromFront(axis, rank)) ?? step.shape(0).map((_, axis) => axis);
  const entry = axes.indexOf(rows.axis);
  const added = entry < 0 ? 0 : Math.abs(pads[entry] ?? 0) + Math.abs(pads[entry + axes.length] ?? 0);
  if (added !== 0) step.refuse('it pads the batch axis');
  return rows;
}

/** A shape to grow to; an extent of 1 leaves the batch as it is. */
function expand(step: Step): Rows {
  const rows = step.rows(0);
  const shape = step.numbers(1) ?? [];
  const rank = step.outputShape().length;
  const axis = rows.axis + rank - step.shape(0).length;
  const entry = axis - (rank - shape.length);
  const extent = step.outputShape()[axis] ?? 1;
  if (extent !== (step.shape(0)[rows.axis] ?? 1)) step.refuse('it repeats the batch');
  if (entry >= 0 && shape[entry] !== 1) step.followBatch(1, entry, rows);
  return { ...rows, axis };
}

function tile(step: Step): Rows {
  const rows = step.rows(0);
  const repeats = step.numbers(1)?.[rows.axis] ?? 1;
  return { ...rows, outer: rows.outer * repeats };
}

/** Operators that move values and change none. */
export const ARRANGEMENTS: Rules = {
  Transpose: transpose,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  ...rulesFor('Concat', concat),
  Split: split,
  Pad: pad,
  Expand: expand,
  Tile: tile,
};
