import { fromFront, ownAxis, type Rows } from '../layout.ts';
import type { Step } from '../step.ts';
import type { Rules } from './rule.ts';

/** The bounds of one axis in a Slice. */
function slice(step: Step): Rows {
  const rows = step.rows(0);
  const shape = step.shape(0);
  const starts = step.intsOf('starts', 1) ?? [];
  const ends = step.intsOf('ends', 2) ?? [];
  const axes = (step.intsOf('axes', 3) ?? starts.map((_, axis) => axis)).map((axis) =>
    fromFront(axis, shape.length),
  );
  const entry = axes.indexOf(rows.axis);
  if (entry < 0) return rows;
  const extent = shape[rows.axis] ?? 1;
  const [start = 0, end = 0] = [starts[entry], ends[entry]];
  const stride = step.numbers(4)?.[entry] ?? 1;
  const fromStart = start === 0 || start <= -extent;
  if (stride !== 1 || !fromStart || end < extent) step.refuse('it picks some of the rows');
  keepAll(step, entry, starts, ends, extent);
  return rows;
}

/** An end that was the old batch is no end. */
function keepAll(
  step: Step,
  entry: number,
  starts: readonly number[],
  ends: readonly number[],
  extent: number,
): void {
  const isOpen = (ends[entry] ?? 0) > 2 ** 30 && starts[entry] === 0;
  if (isOpen) return;
  if (!step.has(1)) return step.refuse(`its end is an attribute (${extent}), as in opsets before 10`);
  const keepStarts = starts.map((start, at) => (at === entry ? 0 : start));
  step.replaceInts(1, keepStarts.map(bound));
  step.replaceInts(
    2,
    ends.map((end, at) => (at === entry ? 'end' : bound(end))),
  );
  // All of them have one type, which the new ones decide.
  for (const position of [3, 4]) {
    const values = step.numbers(position);
    if (values !== undefined) step.replaceInts(position, values);
  }
}

const bound = (value: number) => (value > 2 ** 52 ? 'end' : value);

function gather(step: Step): Rows {
  const [data, indices] = [step.layout(0), step.layout(1)];
  const axis = step.axis(0, step.shape(0).length);
  if (data !== 'shared' && indices !== 'shared') step.refuse('it looks up rows by rows');
  if (indices !== 'shared') return { ...indices, axis: axis + indices.axis };
  const rows = step.rows(0);
  if (rows.axis === axis) step.refuse('it picks some of the rows');
  const added = step.shape(1).length - 1;
  return rows.axis > axis ? { ...rows, axis: rows.axis + added } : rows;
}

function elements(positions: readonly number[]): (step: Step) => Rows {
  return (step) => {
    const rows = step.agree(positions);
    if (rows.axis === step.axis(0, step.shape(0).length)) step.refuse('its indices go along the batch axis');
    return rows;
  };
}

function gatherNd(step: Step): Rows {
  const [data, indices] = [step.layout(0), step.layout(1)];
  if (data === 'shared' && indices !== 'shared' && indices.axis < step.shape(1).length - 1) return indices;
  if (step.int('batch_dims', 0) === 0) return step.refuse('its indices name rows of the batch');
  const rows = step.agree([0, 1]);
  return rows.axis === 0 ? ownAxis(0) : step.refuse('its indices go along the batch axis');
}

function oneHot(step: Step): Rows {
  const rows = step.rows(0);
  const axis = step.axis(-1, step.outputShape().length);
  return axis <= rows.axis ? { ...rows, axis: rows.axis + 1 } : rows;
}

/** Operators that take some of the values. */
export const SELECTIONS: Rules = {
  Slice: slice,
  Gather: gather,
  GatherElements: elements([0, 1]),
  ScatterElements: elements([0, 1, 2]),
  GatherND: gatherNd,
  OneHot: oneHot,
  ScatterND: (step) => step.refuse('its indices name rows of the batch'),
};
