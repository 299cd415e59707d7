import type { Operator, Translations } from '../operator.ts';
import type { OnnxGraph } from '../onnx-graph.ts';
import { channelsSecond } from './channels.ts';
import { perDimension, windowAttributes, windowRank } from './window.ts';

/** Convolutions forth and back. */
export const CONVOLUTIONS: Translations = {
  Conv: convolve,
  Conv1D: convolve,
  Conv2D: convolve,
  Conv3D: convolve,
  ConvTranspose: (operator, graph) => [
    channelsSecond(operator, graph, windowRank(operator) + 2, (images) =>
      graph.node('ConvTranspose', [images, filters(operator, graph), ...operator.inputs.slice(2)], {
        ...windowAttributes(operator),
        output_padding: { ints: perDimension(operator, 'adj', 0) },
        group: { int: operator.int('group', 1) },
      }),
    ),
  ],
};

function convolve(operator: Operator, graph: OnnxGraph): readonly string[] {
  return [
    channelsSecond(operator, graph, windowRank(operator) + 2, (images) =>
      graph.node('Conv', [images, filters(operator, graph), ...operator.inputs.slice(2)], {
        ...windowAttributes(operator),
        dilations: { ints: perDimension(operator, 'dilation', 1) },
        group: { int: operator.int('group', 1) },
      }),
    ),
  ];
}

/** Filters have the order of the images. */
function filters(operator: Operator, graph: OnnxGraph): string {
  const given = operator.input(1);
  if (!operator.channelsLast) return given;
  const rank = windowRank(operator);
  const spatial = Array.from({ length: rank }, (_, index) => index + 1);
  return graph.node('Transpose', [given], { perm: { ints: [0, rank + 1, ...spatial] } });
}
