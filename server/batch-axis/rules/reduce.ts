import { fromFront, type Rows } from '../layout.ts';
import type { Step } from '../step.ts';
import { type Rules, rulesFor } from './rule.ts';

function reduce(step: Step): Rows {
  const rank = step.shape(0).length;
  const given = step.intsOf('axes', 1);
  const empty = given === undefined || given.length === 0;
  if (empty && step.int('noop_with_empty_axes', 0) === 1) return step.rows(0);
  const axes = empty ? step.shape(0).map((_, axis) => axis) : given.map((axis) => fromFront(axis, rank));
  return without(step, axes);
}

function without(step: Step, axes: readonly number[]): Rows {
  const rows = step.rows(0);
  if (axes.includes(rows.axis))
    step.refuse('it reduces over the batch axis, so the rows influence each other');
  if (step.int('keepdims', 1) === 1) return rows;
  return { ...rows, axis: rows.axis - axes.filter((axis) => axis < rows.axis).length };
}

function softmax(step: Step): Rows {
  const rows = step.rows(0);
  const rank = step.shape(0).length;
  const flattens = step.opset < 13;
  const axis = step.axis(flattens ? 1 : -1, rank);
  const mixed = flattens ? rows.axis >= axis : rows.axis === axis;
  if (mixed) step.refuse('it normalises over the batch axis, so the rows influence each other');
  return rows;
}

/** Statistics over an axis and all behind it. */
function layerNorm(step: Step): Rows {
  step.needShared(1);
  const rows = step.rows(0);
  if (rows.axis >= step.axis(-1, step.shape(0).length)) {
    step.refuse('it normalises over the batch axis, so the rows influence each other');
  }
  return rows;
}

function along(otherwise: number): (step: Step) => Rows {
  return (step) => {
    const rows = step.rows(0);
    if (rows.axis === step.axis(otherwise, step.shape(0).length)) {
      step.refuse('it works along the batch axis, so the rows influence each other');
    }
    return rows;
  };
}

/** Operators that make one value of many, or sort them. */
export const REDUCTIONS: Rules = {
  ...rulesFor(
    'ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare',
    reduce,
  ),
  ...rulesFor('ArgMax ArgMin', (step) => without(step, [step.axis(0, step.shape(0).length)])),
  ...rulesFor('Softmax LogSoftmax Hardmax', softmax),
  ...rulesFor('LayerNormalization RMSNormalization', layerNorm),
  ...rulesFor('LpNormalization', along(-1)),
  TopK: along(-1),
  CumSum: (step) => {
    const axis = fromFront(step.numbers(1)?.[0] ?? 0, step.shape(0).length);
    const rows = step.rows(0);
    return axis === rows.axis ? step.refuse('it adds up along the batch axis') : rows;
  },
  MeanVarianceNormalization: (step) => {
    const axes = step.ints('axes') ?? [0, 2, 3];
    const rows = step.rows(0);
    return axes.includes(rows.axis) ? step.refuse('it takes mean and variance from all rows together') : rows;
  },
};
