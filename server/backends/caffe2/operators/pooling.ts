import type { Operator, Translation, Translations } from '../operator.ts';
import type { Attributes, OnnxGraph } from '../onnx-graph.ts';
import { channelsSecond } from './channels.ts';
import { perDimension, windowAttributes, windowRank } from './window.ts';

const pool =
  (type: 'MaxPool' | 'AveragePool', more: (operator: Operator) => Attributes): Translation =>
  (operator, graph) => [
    channelsSecond(operator, graph, windowRank(operator) + 2, (images) =>
      operator.flag('global_pooling')
        ? graph.node(`Global${type}`, [images])
        : poolWindows(type, operator, graph, images, more(operator)),
    ),
  ];

function poolWindows(
  type: string,
  operator: Operator,
  graph: OnnxGraph,
  images: string,
  more: Attributes,
): string {
  return graph.node(type, [images], { ...windowAttributes(operator), ...more });
}

const maximum = pool('MaxPool', (operator) => ({
  dilations: { ints: perDimension(operator, 'dilation', 1) },
}));
const average = pool('AveragePool', (operator) => ({
  count_include_pad: { int: operator.int('count_include_pad', 0) },
}));

/** Pooling over windows, or over whole images. */
export const POOLING: Translations = {
  MaxPool: maximum,
  MaxPool1D: maximum,
  MaxPool2D: maximum,
  MaxPool3D: maximum,
  AveragePool: average,
  AveragePool1D: average,
  AveragePool2D: average,
  AveragePool3D: average,
};
