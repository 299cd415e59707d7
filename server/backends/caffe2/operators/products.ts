import type { Operator, Translations } from '../operator.ts';
import type { OnnxGraph } from '../onnx-graph.ts';

/** Fully connected layers and products of matrices. */
export const PRODUCTS: Translations = {
  FC: (operator, graph) => [fullyConnected(operator, graph, true)],
  FCTransposed: (operator, graph) => [fullyConnected(operator, graph, false)],
  MatMul: (operator, graph) => [
    graph.node(
      'Gemm',
      [
        flat(graph, operator.input(0), operator.int('axis_a', 1)),
        flat(graph, operator.input(1), operator.int('axis_b', 1)),
      ],
      { transA: { int: operator.int('trans_a', 0) }, transB: { int: operator.int('trans_b', 0) } },
    ),
  ],
  BatchMatMul: (operator, graph) => {
    const [left, right] = [operator.input(0), operator.input(1)];
    return [
      graph.node('MatMul', [
        operator.flag('trans_a') ? withLastSwapped(graph, left) : left,
        operator.flag('trans_b') ? withLastSwapped(graph, right) : right,
      ]),
    ];
  },
};

/** What comes before `axis` counts as rows, the rest as columns; the rows get their dimensions back afterwards. */
function fullyConnected(operator: Operator, graph: OnnxGraph, transposed: boolean): string {
  const [values, axis] = [operator.input(0), operator.int('axis', 1)];
  const weights = flat(graph, operator.input(1), operator.int('axis_w', 1));
  const product = graph.node('Gemm', [flat(graph, values, axis), weights, ...operator.inputs.slice(2)], {
    transB: { int: transposed ? 1 : 0 },
  });
  if (axis === 1) return product;
  const rows = graph.node('Slice', [graph.node('Shape', [values]), graph.ints([0]), graph.ints([axis])]);
  const shape = graph.node('Concat', [rows, graph.ints([-1])], { axis: { int: 0 } });
  return graph.node('Reshape', [product, shape]);
}

function flat(graph: OnnxGraph, value: string, axis: number): string {
  return graph.node('Flatten', [value], { axis: { int: axis } });
}

/** The last two dimensions change places, however many come before them. */
function withLastSwapped(graph: OnnxGraph, value: string): string {
  const shape = graph.node('Shape', [value]);
  const before = graph.node('Slice', [shape, graph.ints([0]), graph.ints([-2])]);
  const rows = graph.node('Gather', [shape, graph.ints([-2])]);
  const columns = graph.node('Gather', [shape, graph.ints([-1])]);
  const along = { axis: { int: 0 } };
  const stack = graph.node('Concat', [graph.ints([-1]), rows, columns], along);
  const swapped = graph.node('Transpose', [graph.node('Reshape', [value, stack])], {
    perm: { ints: [0, 2, 1] },
  });
  return graph.node('Reshape', [swapped, graph.node('Concat', [before, columns, rows], along)]);
}
