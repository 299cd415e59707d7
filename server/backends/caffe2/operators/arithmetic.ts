import type { Operator, Translation, Translations } from '../operator.ts';
import type { OnnxGraph } from '../onnx-graph.ts';
import { same } from './activation.ts';
import { alignedAt } from './channels.ts';

const binary =
  (type: string): Translation =>
  (operator, graph) => [graph.node(type, [operator.input(0), second(operator, graph)])];

/** Caffe2 lines up the second operand with an axis of the first, or, like ONNX, with its last ones. */
function second(operator: Operator, graph: OnnxGraph): string {
  const value = operator.input(1);
  const axis = operator.has('axis_str')
    ? operator.text('order', 'NCHW').indexOf(operator.text('axis_str', ''))
    : operator.int('axis', -1);
  return operator.flag('broadcast') && axis >= 0 ? alignedAt(graph, value, operator.input(0), axis) : value;
}

const constant =
  (type: string, value: (operator: Operator) => number): Translation =>
  (operator, graph) => [graph.node(type, [operator.input(0), graph.float(value(operator))])];

/** Element by element: of two tensors, of several, and of one. */
export const ARITHMETIC: Translations = {
  Add: binary('Add'),
  Sub: binary('Sub'),
  Mul: binary('Mul'),
  Div: binary('Div'),
  EQ: binary('Equal'),
  NE: (operator, graph) => [
    graph.node('Not', [graph.node('Equal', [operator.input(0), second(operator, graph)])]),
  ],
  LT: binary('Less'),
  LE: binary('LessOrEqual'),
  GT: binary('Greater'),
  GE: binary('GreaterOrEqual'),
  And: binary('And'),
  Or: binary('Or'),
  Xor: binary('Xor'),
  Not: same('Not'),
  Where: same('Where'),
  Sum: same('Sum'),
  Mean: same('Mean'),
  Max: same('Max'),
  Min: same('Min'),
  Pow: (operator, graph) => [
    graph.node('Pow', [
      operator.input(0),
      operator.has('exponent') ? graph.float(operator.float('exponent', 1)) : second(operator, graph),
    ]),
  ],
  Scale: constant('Mul', (operator) => operator.float('scale', 1)),
  Sqr: (operator, graph) => [graph.node('Mul', [operator.input(0), operator.input(0)])],
  Rsqrt: (operator, graph) => [graph.node('Reciprocal', [graph.node('Sqrt', operator.inputs)])],
  Cbrt: (operator, graph) => [cubeRoot(operator.input(0), graph)],
  Negative: same('Neg'),
  ...Object.fromEntries(
    [
      'Abs',
      'Exp',
      'Log',
      'Sqrt',
      'Reciprocal',
      'Ceil',
      'Floor',
      'Sign',
      'Sin',
      'Cos',
      'Tan',
      'Asin',
      'Acos',
      'Atan',
      'Sinh',
      'Cosh',
    ].map((type) => [type, same(type)]),
  ),
};

/** A power with a fraction is not defined for negative numbers, so the sign goes around it. */
function cubeRoot(values: string, graph: OnnxGraph): string {
  const root = graph.node('Pow', [graph.node('Abs', [values]), graph.float(1 / 3)]);
  return graph.node('Mul', [graph.node('Sign', [values]), root]);
}
