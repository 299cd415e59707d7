import type { Operator, Translations } from '../operator.ts';
import type { Attributes, OnnxGraph } from '../onnx-graph.ts';

/** Making images larger: by repetition, in between, and around. */
export const IMAGES: Translations = {
  ResizeNearest: (operator, graph) => [
    resize(operator, graph, scales(operator, graph), {
      mode: { text: 'nearest' },
      coordinate_transformation_mode: { text: 'asymmetric' },
      nearest_mode: { text: 'floor' },
    }),
  ],
  UpsampleNearest: (operator, graph) => {
    const scale = operator.int('scale', 2);
    return [
      resize(operator, graph, imageScales(operator, graph, scale, scale), {
        mode: { text: 'nearest' },
        coordinate_transformation_mode: { text: 'asymmetric' },
        nearest_mode: { text: 'floor' },
      }),
    ];
  },
  UpsampleBilinear: (operator, graph) => [
    resize(operator, graph, scales(operator, graph), {
      mode: { text: 'linear' },
      coordinate_transformation_mode: { text: 'align_corners' },
    }),
  ],
  PadImage: (operator, graph) => [padImage(operator, graph)],
};

function resize(operator: Operator, graph: OnnxGraph, by: string, how: Attributes): string {
  const nowhere = graph.floats(new Float32Array(), [0]);
  return graph.node('Resize', [operator.input(0), nowhere, by], how);
}

/** From the arguments, or from a second input that has height and width. */
function scales(operator: Operator, graph: OnnxGraph): string {
  const given = operator.inputs[1];
  if (given === undefined) {
    const [height, width] = [operator.float('height_scale', 1), operator.float('width_scale', 1)];
    return imageScales(operator, graph, height, width);
  }
  const ones = (count: number) => graph.floats(new Float32Array(count).fill(1), [count]);
  const parts = operator.channelsLast ? [ones(1), given, ones(1)] : [ones(2), given];
  return graph.node('Concat', parts, { axis: { int: 0 } });
}

function imageScales(operator: Operator, graph: OnnxGraph, height: number, width: number): string {
  const all = operator.channelsLast ? [1, height, width, 1] : [1, 1, height, width];
  return graph.floats(Float32Array.from(all), [4]);
}

function padImage(operator: Operator, graph: OnnxGraph): string {
  const all = operator.int('pad', 0);
  const given = operator.ints('pads');
  const [top = 0, left = 0, bottom = 0, right = 0] =
    given.length > 0 ? given : ['pad_t', 'pad_l', 'pad_b', 'pad_r'].map((name) => operator.int(name, all));
  const pads = operator.channelsLast
    ? [0, top, left, 0, 0, bottom, right, 0]
    : [0, 0, top, left, 0, 0, bottom, right];
  const mode = operator.text('mode', 'constant');
  const value = mode === 'constant' ? [graph.float(operator.float('value', 0))] : [];
  return graph.node('Pad', [operator.input(0), graph.ints(pads), ...value], { mode: { text: mode } });
}
