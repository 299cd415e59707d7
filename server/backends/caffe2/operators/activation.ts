import type { Operator, Translation, Translations } from '../operator.ts';
import type { OnnxGraph } from '../onnx-graph.ts';
import { alignedAt } from './channels.ts';

/** An operator that ONNX has, too, without anything to set. */
export const same =
  (type: string): Translation =>
  (operator, graph) => [graph.node(type, operator.inputs)];

const withAlpha =
  (type: string, otherwise: number): Translation =>
  (operator, graph) => [
    graph.node(type, [operator.input(0)], { alpha: { float: operator.float('alpha', otherwise) } }),
  ];

/** Functions of each element by itself, and softmax. */
export const ACTIVATIONS: Translations = {
  Relu: same('Relu'),
  Sigmoid: same('Sigmoid'),
  Tanh: same('Tanh'),
  Softplus: same('Softplus'),
  Softsign: same('Softsign'),
  LeakyRelu: withAlpha('LeakyRelu', 0.01),
  Elu: withAlpha('Elu', 1),
  Selu: (operator, graph) => [
    graph.node('Selu', [operator.input(0)], {
      alpha: { float: operator.float('alpha', 1.6732632423543772) },
      gamma: { float: operator.float('scale', 1.0507009873554805) },
    }),
  ],
  HardSigmoid: (operator, graph) => [
    graph.node('HardSigmoid', [operator.input(0)], {
      alpha: { float: operator.float('alpha', 0.2) },
      beta: { float: operator.float('beta', 0.5) },
    }),
  ],
  PRelu: (operator, graph) => [parametricRelu(operator, graph)],
  Swish: (operator, graph) => {
    const values = operator.input(0);
    return [graph.node('Mul', [values, graph.node('Sigmoid', [values])])];
  },
  Gelu: (operator, graph) => [gelu(operator, graph)],
  Clip: (operator, graph) => [clip(operator, graph)],
  Softmax: (operator, graph) => [
    graph.node('Softmax', [operator.input(0)], { axis: { int: operator.int('axis', 1) } }),
  ],
};

/** One slope for all, or one for each channel. */
function parametricRelu(operator: Operator, graph: OnnxGraph): string {
  const [values, slope] = [operator.input(0), operator.input(1)];
  return graph.node('PRelu', [values, operator.channelsLast ? slope : alignedAt(graph, slope, values, 1)]);
}

function gelu(operator: Operator, graph: OnnxGraph): string {
  const values = operator.input(0);
  const weight = operator.flag('fast_gelu') ? tanhWeight(graph, values) : errorWeight(graph, values);
  const half = graph.node('Mul', [values, graph.float(0.5)]);
  return graph.node('Mul', [half, graph.node('Add', [weight, graph.float(1)])]);
}

function errorWeight(graph: OnnxGraph, values: string): string {
  return graph.node('Erf', [graph.node('Mul', [values, graph.float(Math.SQRT1_2)])]);
}

/** The approximation by a hyperbolic tangent of x + 0.044715 x^3. */
function tanhWeight(graph: OnnxGraph, values: string): string {
  const cube = graph.node('Mul', [graph.node('Mul', [values, values]), values]);
  const bent = graph.node('Add', [values, graph.node('Mul', [cube, graph.float(0.044715)])]);
  return graph.node('Tanh', [graph.node('Mul', [bent, graph.float(Math.sqrt(2 / Math.PI))])]);
}

function clip(operator: Operator, graph: OnnxGraph): string {
  const bound = (name: string) => (operator.has(name) ? graph.float(operator.float(name, 0)) : '');
  return graph.node('Clip', [operator.input(0), bound('min'), bound('max')]);
}
