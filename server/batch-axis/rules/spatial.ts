import { ownAxis, type Rows } from '../layout.ts';
import type { Step } from '../step.ts';
import { type Rules, rulesFor } from './rule.ts';

/** The layout of operators whose first axis is the batch by definition. */
export function firstAxisOnly(step: Step): Rows {
  step.needShared(1);
  return atFirst(step);
}

function atFirst(step: Step): Rows {
  const rows = step.rows(0);
  if (rows.axis !== 0) step.refuse(`it mixes what lies along axis ${rows.axis}, where the rows are`);
  return rows;
}

function batchNormalization(step: Step): Rows {
  step.needShared(1);
  const outputs = step.node.output.filter((name) => name !== '').length;
  if (step.int('training_mode', 0) !== 0 || outputs > 1) {
    step.refuse('it is in training mode: it takes mean and variance from all rows together');
  }
  const rows = step.rows(0);
  if (rows.axis === 1) step.refuse('the rows lie along its channels');
  return rows;
}

/** The sizes or scales of a resized picture; only the sizes can hold the batch. */
function resize(step: Step): Rows {
  const rows = step.rows(0);
  const axes = step.ints('axes') ?? step.shape(0).map((_, axis) => axis);
  const entry = axes.indexOf(rows.axis);
  const [scalesAt, sizesAt] = step.node.opType === 'Upsample' || step.opset < 11 ? [1, -1] : [2, 3];
  const scales = step.floats('scales') ?? nonEmpty(step, scalesAt);
  if (scales !== undefined && (scales[entry] ?? 1) !== 1) step.refuse('it resizes along the batch axis');
  if (step.has(sizesAt) && entry >= 0) step.followBatch(sizesAt, entry, rows);
  return rows;
}

function nonEmpty(step: Step, position: number): readonly number[] | undefined {
  const numbers = step.numbers(position);
  return numbers === undefined || numbers.length === 0 ? undefined : numbers;
}

/** Operators on pictures and signals: batch, channels, places. */
export const SPATIAL: Rules = {
  ...rulesFor(
    `AveragePool Conv ConvTranspose DepthToSpace GlobalAveragePool GlobalLpPool GlobalMaxPool GroupNormalization
     InstanceNormalization LpPool LRN MaxPool SpaceToDepth com.microsoft.FusedConv`,
    firstAxisOnly,
  ),
  BatchNormalization: (step) => {
    const rows = batchNormalization(step);
    return step.node.output.map((_, index) => (index === 0 ? rows : 'shared'));
  },
  ...rulesFor('Resize Upsample', resize),
  GridSample: (step) => {
    const rows = step.agree([0, 1]);
    return rows.axis === 0 ? ownAxis(0) : step.refuse('the rows do not lie along its first axis');
  },
};
