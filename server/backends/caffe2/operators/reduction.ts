import type { Operator, Translation, Translations } from '../operator.ts';
import type { Attributes } from '../onnx-graph.ts';

const reduce =
  (type: string, axesOf: (operator: Operator) => Attributes): Translation =>
  (operator, graph) => {
    if (operator.inputs.length > 1) throw operator.unsupported('lengths of its own for every row');
    return [graph.node(type, [operator.input(0)], axesOf(operator))];
  };

/** Without axes, over all of them. */
const overAxes = (operator: Operator): Attributes => ({
  ...(operator.has('axes') && { axes: { ints: operator.ints('axes') } }),
  keepdims: { int: operator.int('keepdims', 1) },
});

const overFirst = (operator: Operator): Attributes => ({
  axes: { ints: Array.from({ length: operator.int('num_reduce_dim', 1) }, (_, axis) => axis) },
  keepdims: { int: 0 },
});

const overLast = (operator: Operator): Attributes => ({
  axes: { ints: Array.from({ length: operator.int('num_reduce_dim', 1) }, (_, axis) => -1 - axis) },
  keepdims: { int: 0 },
});

const overAxis = (axis: number) => (): Attributes => ({ axes: { ints: [axis] }, keepdims: { int: 0 } });

const overAll = (): Attributes => ({ keepdims: { int: 0 } });

/** Sums, means and extremes along axes, and where the extremes are. */
export const REDUCTIONS: Translations = {
  ReduceSum: reduce('ReduceSum', overAxes),
  ReduceMean: reduce('ReduceMean', overAxes),
  ReduceMax: reduce('ReduceMax', overAxes),
  ReduceMin: reduce('ReduceMin', overAxes),
  ReduceL1: reduce('ReduceL1', overAxes),
  ReduceL2: reduce('ReduceL2', overAxes),
  ReduceFrontSum: reduce('ReduceSum', overFirst),
  ReduceFrontMean: reduce('ReduceMean', overFirst),
  ReduceFrontMax: reduce('ReduceMax', overFirst),
  ReduceBackSum: reduce('ReduceSum', overLast),
  ReduceBackMean: reduce('ReduceMean', overLast),
  ReduceBackMax: reduce('ReduceMax', overLast),
  ColwiseMax: reduce('ReduceMax', overAxis(-2)),
  RowwiseMax: reduce('ReduceMax', overAxis(-1)),
  SumElements: (operator, graph) => [
    graph.node(operator.flag('average') ? 'ReduceMean' : 'ReduceSum', [operator.input(0)], overAll()),
  ],
  SumSqrElements: (operator, graph) => {
    const squares = graph.node('Mul', [operator.input(0), operator.input(0)]);
    return [graph.node(operator.flag('average') ? 'ReduceMean' : 'ReduceSum', [squares], overAll())];
  },
  ArgMax: extreme('ArgMax'),
  ArgMin: extreme('ArgMin'),
  TopK: (operator, graph) =>
    graph.nodes(
      'TopK',
      [operator.input(0), graph.ints([operator.int('k', 1)])],
      { axis: { int: operator.int('axis', -1) } },
      2,
    ),
};

function extreme(type: string): Translation {
  return (operator, graph) => [
    graph.node(type, [operator.input(0)], {
      axis: { int: operator.int('axis', -1) },
      keepdims: { int: operator.int('keepdims', 1) },
    }),
  ];
}
