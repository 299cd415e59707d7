import type { Rows } from '../layout.ts';
import type { Step } from '../step.ts';
import { broadcast } from './elementwise.ts';
import type { Rules } from './rule.ts';

/** A product over the last two axes, the axes before them aligned as for a sum. */
export function matrixProduct(step: Step, left: number, right: number): Rows {
  const a = side(step, left);
  const b = side(step, right);
  const rank = step.outputShape().length;
  if (a.kind === 'along' || b.kind === 'along') {
    return step.refuse('it multiplies and adds up over the batch axis, so the rows influence each other');
  }
  if (a.kind === 'stack' || b.kind === 'stack') {
    if (a.kind === 'across' || b.kind === 'across')
      step.refuse('its inputs have the rows along different axes');
    return broadcast(step, [left, right]);
  }
  if (a.kind === 'across' && b.kind === 'across')
    step.refuse('every row of one input meets every row of the other');
  if (a.kind === 'across') return { ...a.rows, axis: rank - (step.shape(right).length === 1 ? 1 : 2) };
  if (b.kind === 'across') return { ...b.rows, axis: rank - 1 };
  return step.refuse('none of its inputs depends on the rows');
}

/** Where the rows lie in a factor: in a stack of matrices, across the sums, or along them. */
type Side =
  | { readonly kind: 'shared' | 'along' | 'stack' }
  | { readonly kind: 'across'; readonly rows: Rows };

function side(step: Step, position: number): Side {
  const rows = step.layout(position);
  if (rows === 'shared') return { kind: 'shared' };
  const rank = step.shape(position).length;
  const isRight = position > 0;
  const summed = rank === 1 ? 0 : isRight ? rank - 2 : rank - 1;
  if (rows.axis === summed) return { kind: 'along' };
  return rows.axis >= rank - 2 ? { kind: 'across', rows } : { kind: 'stack' };
}

function gemm(step: Step): Rows {
  const free = [step.int('transA', 0) === 1 ? 1 : 0, step.int('transB', 0) === 1 ? 0 : 1];
  const [a, b] = [step.layout(0), step.layout(1)];
  if (a !== 'shared' && b !== 'shared') step.refuse('every row of one input meets every row of the other');
  const rows = a !== 'shared' ? a : b;
  const own = a !== 'shared' ? 0 : 1;
  if (rows === 'shared')
    return step.refuse('its factors do not depend on the rows, but its third input does');
  if (rows.axis !== free[own]) {
    step.refuse('it multiplies and adds up over the batch axis, so the rows influence each other');
  }
  const result = { ...rows, axis: own };
  addend(step, result);
  return result;
}

function addend(step: Step, rows: Rows): void {
  if (!step.has(2)) return;
  const shape = step.shape(2);
  const axis = rows.axis - (2 - shape.length);
  const layout = step.layout(2);
  if (
    layout !== 'shared' &&
    (layout.axis !== axis || layout.inner !== rows.inner || layout.outer !== rows.outer)
  ) {
    step.refuse('its inputs have the rows along different axes');
  }
  if (layout === 'shared' && axis >= 0 && (shape[axis] ?? 1) !== 1) step.copyForRows(2, axis, rows);
}

/** The letter of the rows must be kept, and stand in front of the same thing everywhere. */
function einsum(step: Step): Rows {
  const equation = (step.text('equation') ?? '').replaceAll(' ', '');
  const [inputs = '', output] = equation.split('->');
  if (output === undefined || equation.includes('.')) return step.refuse(`'${equation}' cannot be followed`);
  const terms = inputs.split(',');
  const found = terms.flatMap((term, position) => {
    const layout = step.layout(position);
    return layout === 'shared' ? [] : [{ letter: term[layout.axis] ?? '', layout }];
  });
  const [first] = found;
  if (first === undefined) return step.refuse('none of its inputs depends on the rows');
  if (found.some(({ letter, layout }) => letter !== first.letter || layout.inner !== first.layout.inner)) {
    step.refuse('its inputs have the rows along different axes');
  }
  const axis = output.indexOf(first.letter);
  if (axis < 0) step.refuse('it adds up over the batch axis, so the rows influence each other');
  terms.forEach((term, position) => {
    const at = term.indexOf(first.letter);
    if (step.layout(position) === 'shared' && at >= 0) step.copyForRows(position, at, first.layout);
  });
  return { ...first.layout, axis };
}

/** Products. */
export const MATRICES: Rules = {
  MatMul: (step) => matrixProduct(step, 0, 1),
  Gemm: gemm,
  Einsum: einsum,
  Det: (step) =>
    step.rows(0).axis < step.shape(0).length - 2 ? step.rows(0) : step.refuse('the rows lie in its matrices'),
  Trilu: (step) =>
    step.rows(0).axis < step.shape(0).length - 2 ? step.rows(0) : step.refuse('the rows lie in its matrices'),
  'com.microsoft.FusedMatMul': (step) =>
    step.rows(0).axis === 0 && step.int('transA', 0) === 0 && step.shape(0).length > 2
      ? matrixProduct(step, 0, 1)
      : step.refuse('it is known only for stacks of matrices'),
};
