import { isOwnAxis, type Rows, sameRows } from '../layout.ts';
import type { Step } from '../step.ts';
import type { Rules } from './rule.ts';

/**
 * Where the rows can lie after a reshape, likeliest first. Elements keep their order, so the batch must stay between the
 * same number of elements before and behind it; a batch of 1 can be read in several places.
 */
export function placements(
  from: readonly number[],
  rows: Rows,
  to: readonly number[],
  batch: number,
): readonly Rows[] {
  const before = rows.outer * product(from.slice(0, rows.axis));
  const behind = rows.inner * product(from.slice(rows.axis + 1));
  const found = to.flatMap((extent, axis) => {
    const outer = before / product(to.slice(0, axis));
    const inner = behind / product(to.slice(axis + 1));
    const fits = Number.isInteger(outer) && Number.isInteger(inner) && extent === outer * batch * inner;
    return fits ? [{ axis, outer, inner }] : [];
  });
  const cost = (place: Rows) =>
    isOwnAxis(place) ? (place.axis === rows.axis ? 0 : 1) : place.outer === 1 ? 2 : 3;
  return found.sort((a, b) => cost(a) - cost(b));
}

const product = (extents: readonly number[]) => extents.reduce((all, extent) => all * extent, 1);

function reshape(step: Step): Rows {
  if (step.has(1) && step.layout(1) !== 'shared') step.refuse('its shape is computed from the rows');
  const [first, ...others] = placements(step.shape(0), step.rows(0), step.outputShape(), step.around.batch);
  if (first === undefined) return step.refuse('the rows cannot be told apart in its new shape');
  const chosen = others.length === 0 ? first : step.around.choose([first, ...others]);
  if (!step.has(1)) return step.refuse('its shape is an attribute, as in opsets before 5');
  writeShape(step, chosen);
  return chosen;
}

/** -1 in the place of the batch where that says enough, else the batch itself. */
function writeShape(step: Step, rows: Rows): void {
  const shape = step.numbers(1) ?? [];
  const open = shape.indexOf(-1);
  if (open === rows.axis || keepsZero(step, shape, rows)) return;
  const shapeWith = (entry: number) => shape.map((extent, axis) => (axis === rows.axis ? entry : extent));
  const isConstant = step.around.values.isConstant(step.node.input[1] ?? '');
  if (isConstant && sameRows(step.rows(0), rows) && step.int('allowzero', 0) === 0)
    return step.replaceInts(1, shapeWith(0));
  if (isConstant && open === -1) return step.replaceInts(1, shapeWith(-1));
  step.followBatch(1, rows.axis, rows);
}

/** A zero copies the extent of the same axis. */
function keepsZero(step: Step, shape: readonly number[], rows: Rows): boolean {
  return shape[rows.axis] === 0 && step.int('allowzero', 0) === 0 && sameRows(step.rows(0), rows);
}

function flatten(step: Step): Rows {
  const rows = step.rows(0);
  const shape = step.shape(0);
  const cut = step.axis(1, shape.length);
  const [axis, from, to] = rows.axis < cut ? [0, 0, cut] : [1, cut, shape.length];
  return {
    axis,
    outer: rows.outer * product(shape.slice(from, rows.axis)),
    inner: rows.inner * product(shape.slice(rows.axis + 1, to)),
  };
}

export const RESHAPES: Rules = { Reshape: reshape, Flatten: flatten };
