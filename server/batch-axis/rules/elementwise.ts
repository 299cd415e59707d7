import { type Rows, sameRows } from '../layout.ts';
import type { Step } from '../step.ts';
import { type Rules, rulesFor } from './rule.ts';

/** Inputs are aligned at their last axes; what is shared is repeated for every row where it is not by itself. */
export function broadcast(step: Step, positions: readonly number[]): Rows {
  const rank = step.outputShape().length;
  const found = positions.flatMap((position) => {
    const layout = step.layout(position);
    const shift = step.has(position) ? rank - step.shape(position).length : 0;
    return layout === 'shared' ? [] : [{ ...layout, axis: layout.axis + shift }];
  });
  const [rows] = found;
  if (rows === undefined) return step.refuse('none of its inputs depends on the rows');
  if (!found.every((other) => sameRows(rows, other))) {
    step.refuse('its inputs have the rows along different axes');
  }
  for (const position of positions) {
    if (step.has(position) && step.layout(position) === 'shared') alongside(step, position, rows, rank);
  }
  return rows;
}

function alongside(step: Step, position: number, rows: Rows, rank: number): void {
  const shape = step.shape(position);
  const axis = rows.axis - (rank - shape.length);
  const extent = axis < 0 ? 1 : (shape[axis] ?? 1);
  if (extent === 1) return;
  if (extent !== rows.outer * step.around.batch * rows.inner) {
    step.refuse(`the shared input '${step.node.input[position]}' has ${extent} values along the batch axis`);
  }
  step.copyForRows(position, axis, rows);
}

const ofAll = (step: Step) => broadcast(step, [...step.node.input.keys()]);
const ofFirst = (step: Step) => {
  step.needShared(1, 'its parameters');
  return step.rows(0);
};

/** Every element of the output depends on the elements at the same place only. */
export const ELEMENTWISE: Rules = {
  ...rulesFor(
    `Abs Acos Acosh Asin Asinh Atan Atanh BitwiseNot Cast Ceil Celu Cos Cosh Elu Erf Exp Floor Gelu HardSigmoid HardSwish
     Identity IsInf IsNaN LeakyRelu Log Mish Neg Not Reciprocal Relu Round Selu Shrink Sigmoid Sign Sin Sinh Softplus
     Softsign Sqrt Swish Tan Tanh ThresholdedRelu Clip CastLike com.microsoft.Gelu com.microsoft.QuickGelu`,
    ofFirst,
  ),
  ...rulesFor(
    `Add And BitShift BitwiseAnd BitwiseOr BitwiseXor Div Equal Greater GreaterOrEqual Less LessOrEqual Max Mean Min Mod Mul
     Or PRelu Pow Sub Sum Where Xor com.microsoft.FastGelu com.microsoft.BiasGelu`,
    ofAll,
  ),
  Dropout: (step) => {
    const training = step.numbers(2)?.[0] ?? 0;
    if (training !== 0) step.refuse('it drops values by chance, as in training');
    return step.rows(0);
  },
};
