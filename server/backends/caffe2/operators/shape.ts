import type { Operator, Translation, Translations } from '../operator.ts';
import type { OnnxGraph } from '../onnx-graph.ts';

const INT64 = 7;
const TO_THE_END = Number.MAX_SAFE_INTEGER;

/** Taking tensors apart, putting them together, and giving them other shapes. */
export const SHAPES: Translations = {
  Concat: concatenate,
  DepthConcat: concatenate,
  Append: concatenate,
  Split: (operator, graph) => split(operator, graph),
  Reshape: (operator, graph) => [
    graph.node('Reshape', [operator.input(0), newShape(operator, graph)]),
    graph.node('Shape', [operator.input(0)]),
  ],
  ResizeLike: (operator, graph) => [
    graph.node('Reshape', [operator.input(0), graph.node('Shape', [operator.input(1)])]),
  ],
  Flatten: (operator, graph) => [
    graph.node('Flatten', [operator.input(0)], { axis: { int: operator.int('axis', 1) } }),
  ],
  FlattenToVec: (operator, graph) => [graph.node('Reshape', [operator.input(0), graph.ints([-1])])],
  Squeeze: (operator, graph) => [
    graph.node('Squeeze', [operator.input(0)], { axes: { ints: operator.ints('dims') } }),
  ],
  ExpandDims: (operator, graph) => [
    graph.node('Unsqueeze', [operator.input(0)], { axes: { ints: operator.ints('dims') } }),
  ],
  Transpose: (operator, graph) => {
    const axes = operator.ints('axes');
    return [graph.node('Transpose', [operator.input(0)], axes.length > 0 ? { perm: { ints: axes } } : {})];
  },
  NCHW2NHWC: permuted([0, 2, 3, 1]),
  NHWC2NCHW: permuted([0, 3, 1, 2]),
  Shape: (operator, graph) => {
    const shape = graph.node('Shape', [operator.input(0)]);
    const axes = operator.ints('axes');
    return [axes.length > 0 ? graph.node('Gather', [shape, graph.ints(axes)]) : shape];
  },
  Slice: (operator, graph) => [slice(operator, graph)],
  Gather: (operator, graph) => [
    graph.node('Gather', [operator.input(0), operator.input(1)], {
      axis: { int: operator.int('axis', 0) },
    }),
  ],
  BatchGather: (operator, graph) => [
    graph.node('Gather', [operator.input(0), operator.input(1)], { axis: { int: 1 } }),
  ],
  Tile: (operator, graph) => {
    const copies = Array.from({ length: operator.int('tiles', 1) }, () => operator.input(0));
    return [graph.node('Concat', copies, { axis: { int: operator.int('axis', 0) } })];
  },
  ChannelShuffle: (operator, graph) => [shuffleChannels(operator, graph)],
};

function permuted(axes: readonly number[]): Translation {
  return (operator, graph) => [graph.node('Transpose', [operator.input(0)], { perm: { ints: axes } })];
}

/** The second result, the extents of the parts, is only wanted when a net is trained. */
function concatenate(operator: Operator, graph: OnnxGraph): readonly (string | undefined)[] {
  const axis = operator.int('axis', operator.channelsLast ? -1 : 1);
  const parts = operator.flag('add_axis')
    ? operator.inputs.map((input) => graph.node('Unsqueeze', [input], { axes: { ints: [axis] } }))
    : operator.inputs;
  return [graph.node('Concat', parts, { axis: { int: axis } })];
}

function split(operator: Operator, graph: OnnxGraph): readonly string[] {
  const axis = operator.int('axis', operator.channelsLast ? -1 : 1);
  const given = operator.inputs[1];
  const lengths = given === undefined ? operator.ints('split') : graph.knownInts(given);
  if (lengths === undefined) throw operator.unsupported('the lengths of its parts are computed');
  const parts = graph.nodes(
    'Split',
    [operator.input(0)],
    { axis: { int: axis }, ...(lengths.length > 0 && { split: { ints: lengths } }) },
    operator.outputCount,
  );
  if (!operator.flag('add_axis')) return parts;
  return parts.map((part) => graph.node('Squeeze', [part], { axes: { ints: [axis] } }));
}

function newShape(operator: Operator, graph: OnnxGraph): string {
  const given = operator.inputs[1];
  if (given === undefined) return graph.ints(operator.ints('shape'));
  return graph.node('Cast', [given], { to: { int: INT64 } });
}

/** In Caffe2 -1 is the place behind the last element, in ONNX the one before it. */
function slice(operator: Operator, graph: OnnxGraph): string {
  const place = (value: number) => (value >= 0 ? value : value === -1 ? TO_THE_END : value + 1);
  const bounds = (index: number, name: string) => {
    const given = operator.inputs[index];
    const values = given === undefined ? operator.ints(name) : graph.knownInts(given);
    if (values === undefined) throw operator.unsupported(`its ${name} are computed`);
    return graph.ints(values.map(place));
  };
  return graph.node('Slice', [operator.input(0), bounds(1, 'starts'), bounds(2, 'ends')]);
}

/** Channels are dealt out to groups in turn: a matrix of groups and their channels, transposed. */
function shuffleChannels(operator: Operator, graph: OnnxGraph): string {
  const values = operator.input(0);
  const groups = operator.int('group', 1);
  const shape = graph.node('Shape', [values]);
  if (operator.channelsLast) {
    const dealt = graph.node('Reshape', [values, lastInGroups(graph, shape, groups)]);
    const swapped = graph.node('Transpose', [dealt], { perm: { ints: [0, 2, 1] } });
    return graph.node('Reshape', [swapped, shape]);
  }
  const channels = graph.node('Gather', [shape, graph.ints([1])]);
  const each = graph.node('Div', [channels, graph.ints([groups])]);
  const matrix = graph.node('Concat', [graph.ints([0, groups]), each, graph.ints([-1])], {
    axis: { int: 0 },
  });
  const dealt = graph.node('Reshape', [values, matrix]);
  const swapped = graph.node('Transpose', [dealt], { perm: { ints: [0, 2, 1, 3] } });
  return graph.node('Reshape', [swapped, shape]);
}

/** `[everything before, groups, channels of a group]` */
function lastInGroups(graph: OnnxGraph, shape: string, groups: number): string {
  const last = graph.node('Gather', [shape, graph.ints([-1])]);
  const each = graph.node('Div', [last, graph.ints([groups])]);
  return graph.node('Concat', [graph.ints([-1, groups]), each], { axis: { int: 0 } });
}
