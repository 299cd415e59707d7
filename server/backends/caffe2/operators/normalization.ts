import type { Operator, Translations } from '../operator.ts';
import type { OnnxGraph } from '../onnx-graph.ts';
import { alignedAt, channelsSecond, channelsSecondOfAnyRank } from './channels.ts';

/** Below this a length counts as this, so that zeros stay zeros. */
const SHORTEST = 1e-12;

/** Normalisation over batches, channels, instances, groups and layers. */
export const NORMALIZATIONS: Translations = {
  SpatialBN: (operator, graph) => [batchNormalization(operator, graph)],
  LRN: (operator, graph) => [
    channelsSecond(operator, graph, 4, (values) =>
      graph.node('LRN', [values], {
        size: { int: operator.int('size', 1) },
        alpha: { float: operator.float('alpha', 0) },
        beta: { float: operator.float('beta', 0) },
        bias: { float: operator.float('bias', 1) },
      }),
    ),
  ],
  InstanceNorm: (operator, graph) => [
    channelsSecondOfAnyRank(operator, graph, (values) =>
      graph.node('InstanceNormalization', [values, operator.input(1), operator.input(2)], {
        epsilon: { float: operator.float('epsilon', 1e-5) },
      }),
    ),
  ],
  GroupNorm: (operator, graph) => [
    channelsSecondOfAnyRank(operator, graph, (values) => groupNormalization(operator, graph, values)),
  ],
  LayerNorm: (operator, graph) => [layerNormalization(operator, graph)],
  Normalize: (operator, graph) => {
    const length = graph.node('ReduceL2', [operator.input(0)], {
      axes: { ints: [operator.int('axis', -1)] },
    });
    return [graph.node('Div', [operator.input(0), graph.node('Max', [length, graph.float(SHORTEST)])])];
  },
};

function batchNormalization(operator: Operator, graph: OnnxGraph): string {
  if (!operator.flag('is_test')) {
    throw operator.unsupported('is_test is not set, so that it would learn from what it is asked');
  }
  return channelsSecondOfAnyRank(operator, graph, (values) =>
    graph.node('BatchNormalization', [values, ...operator.inputs.slice(1, 5)], {
      epsilon: { float: operator.float('epsilon', 1e-5) },
    }),
  );
}

/** Each group of channels is an instance of one channel; scale and shift come after, for each channel of its own. */
function groupNormalization(operator: Operator, graph: OnnxGraph, values: string): string {
  const groups = operator.int('group', 32);
  const ones = graph.floats(new Float32Array(groups).fill(1), [groups]);
  const zeros = graph.floats(new Float32Array(groups), [groups]);
  const grouped = graph.node('Reshape', [values, graph.ints([0, groups, -1])]);
  const normal = graph.node('InstanceNormalization', [grouped, ones, zeros], {
    epsilon: { float: operator.float('epsilon', 1e-5) },
  });
  const back = graph.node('Reshape', [normal, graph.node('Shape', [values])]);
  const scaled = graph.node('Mul', [back, alignedAt(graph, operator.input(1), values, 1)]);
  return graph.node('Add', [scaled, alignedAt(graph, operator.input(2), values, 1)]);
}

/** Everything from `axis` on is one layer. */
function layerNormalization(operator: Operator, graph: OnnxGraph): string {
  const values = operator.input(0);
  const overRow = { axes: { ints: [1] } };
  const rows = graph.node('Flatten', [values], { axis: { int: operator.int('axis', 1) } });
  const centred = graph.node('Sub', [rows, graph.node('ReduceMean', [rows], overRow)]);
  const variance = graph.node('ReduceMean', [graph.node('Mul', [centred, centred])], overRow);
  const epsilon = graph.float(operator.float('epsilon', 1e-5));
  const deviation = graph.node('Sqrt', [graph.node('Add', [variance, epsilon])]);
  const normal = graph.node('Div', [centred, deviation]);
  const [scale, shift] = operator.inputs
    .slice(1)
    .map((input) => graph.node('Reshape', [input, graph.ints([-1])]));
  const scaled = scale === undefined ? normal : graph.node('Mul', [normal, scale]);
  const shifted = shift === undefined ? scaled : graph.node('Add', [scaled, shift]);
  return graph.node('Reshape', [shifted, graph.node('Shape', [values])]);
}
