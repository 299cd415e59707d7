import type { Operator } from '../operator.ts';
import type { OnnxGraph } from '../onnx-graph.ts';

/** Runs a computation that wants the channels second on images whose channels may be last. @param rank of the images */
export function channelsSecond(
  operator: Operator,
  graph: OnnxGraph,
  rank: number,
  compute: (images: string) => string,
): string {
  const images = operator.input(0);
  if (!operator.channelsLast) return compute(images);
  const spatial = Array.from({ length: rank - 2 }, (_, index) => index);
  const forth = { ints: [0, rank - 1, ...spatial.map((axis) => axis + 1)] };
  const back = { ints: [0, ...spatial.map((axis) => axis + 2), 1] };
  const moved = graph.node('Transpose', [images], { perm: forth });
  return graph.node('Transpose', [compute(moved)], { perm: back });
}

/** The same for computations that do not care how many spatial dimensions there are: they are made one. */
export function channelsSecondOfAnyRank(
  operator: Operator,
  graph: OnnxGraph,
  compute: (values: string) => string,
): string {
  const values = operator.input(0);
  if (!operator.channelsLast) return compute(values);
  const shape = graph.node('Shape', [values]);
  const last = graph.node('Slice', [shape, graph.ints([-1]), graph.ints([Number.MAX_SAFE_INTEGER])]);
  const flat = graph.node('Concat', [graph.ints([0, -1]), last], { axis: { int: 0 } });
  const swap = { perm: { ints: [0, 2, 1] } };
  const moved = graph.node('Transpose', [graph.node('Reshape', [values, flat])], swap);
  return graph.node('Reshape', [graph.node('Transpose', [compute(moved)], swap), shape]);
}

/** Gives a tensor trailing dimensions of 1, so that its own begin at an axis of another: how Caffe2 broadcasts. */
export function alignedAt(graph: OnnxGraph, value: string, other: string, axis: number): string {
  const shape = graph.node('Shape', [value]);
  const rank = graph.node('Shape', [shape]);
  const otherRank = graph.node('Shape', [graph.node('Shape', [other])]);
  const used = graph.node('Add', [rank, graph.ints([axis])]);
  const missing = graph.node('Sub', [otherRank, used]);
  const ones = graph.node('Expand', [graph.ints([1]), missing]);
  return graph.node('Reshape', [value, graph.node('Concat', [shape, ones], { axis: { int: 0 } })]);
}
