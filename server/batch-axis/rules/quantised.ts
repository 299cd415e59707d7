import { fromFront } from '../layout.ts';
import type { Step } from '../step.ts';
import { broadcast } from './elementwise.ts';
import { matrixProduct } from './matrix.ts';
import { type Rules, rulesFor } from './rule.ts';
import { firstAxisOnly } from './spatial.ts';

/** Scales and zero points are for the whole tensor, or for the slices along an axis that is not the batch. */
function perTensorOrAxis(step: Step) {
  step.needShared(1, 'its scale and zero point');
  const rows = step.rows(0);
  const rank = step.shape(0).length;
  const perAxis = step.shape(1).some((extent) => extent > 1);
  if (perAxis && fromFront(step.int('axis', 1), rank) === rows.axis) {
    step.refuse('it has a scale of its own for every row');
  }
  return rows;
}

/** Graphs with scales that were fixed when they were made. */
export const QUANTISED: Rules = {
  ...rulesFor('QuantizeLinear DequantizeLinear', perTensorOrAxis),
  ...rulesFor('ConvInteger QLinearConv com.microsoft.QLinearGlobalAveragePool', firstAxisOnly),
  ...rulesFor('com.microsoft.QLinearSigmoid com.microsoft.QLinearLeakyRelu', (step) => {
    step.needShared(1, 'its scale and zero point');
    return step.rows(0);
  }),
  ...rulesFor('com.microsoft.QLinearAdd com.microsoft.QLinearMul', (step) => broadcast(step, [0, 3])),
  MatMulInteger: (step) => {
    step.needShared(2, 'its zero points');
    return matrixProduct(step, 0, 1);
  },
  QLinearMatMul: (step) => matrixProduct(step, 0, 3),
  ...rulesFor('DynamicQuantizeLinear com.microsoft.DynamicQuantizeMatMul', (step) =>
    step.refuse('it takes one scale from all rows together, so a row would depend on the others'),
  ),
};
