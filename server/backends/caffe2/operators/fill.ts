import { TensorProto_DataType as OnnxType } from 'onnx-buf';
import { elementCount } from '../../../tensors/shape.ts';
import { onnxTypeOf } from '../datatypes.ts';
import type { Operator, Translation, Translations } from '../operator.ts';
import type { OnnxGraph } from '../onnx-graph.ts';
import { numberGenerator } from '../random.ts';
import { bytesOfNumbers } from '../typed-bytes.ts';

/** Tensors that are written in the net, or made up when it is loaded. */
export const FILLS: Translations = {
  GivenTensorFill: given(OnnxType.FLOAT),
  GivenTensorDoubleFill: given(OnnxType.DOUBLE),
  GivenTensorIntFill: given(OnnxType.INT32),
  GivenTensorInt16Fill: given(OnnxType.INT16),
  GivenTensorInt64Fill: given(OnnxType.INT64),
  GivenTensorBoolFill: given(OnnxType.BOOL),
  GivenTensorStringFill: (operator, graph) => [
    graph.strings(operator.argument('values')?.strings ?? [], fixedShape(operator)),
  ],
  GivenTensorByteStringToUInt8Fill: (operator, graph) => [
    graph.constant(
      OnnxType.UINT8,
      Uint8Array.from(operator.argument('values')?.strings[0] ?? []),
      fixedShape(operator),
    ),
  ],
  ConstantFill: (operator, graph) => [constantFill(operator, graph)],
  UniformFill: random((operator) => {
    const [least, most] = [operator.float('min', 0), operator.float('max', 1)];
    return ({ uniform }) => least + uniform() * (most - least);
  }),
  GaussianFill: random((operator) => {
    const [mean, deviation] = [operator.float('mean', 0), operator.float('std', 1)];
    return ({ normal }) => mean + deviation * normal();
  }),
  XavierFill: random((operator) => {
    const shape = fixedShape(operator);
    const bound = Math.sqrt(3 / (elementCount(shape) / (shape[0] ?? 1)));
    return ({ uniform }) => (uniform() * 2 - 1) * bound;
  }),
  MSRAFill: random((operator) => {
    const shape = fixedShape(operator);
    const deviation = Math.sqrt(2 / (elementCount(shape) / (shape[1] ?? 1)));
    return ({ normal }) => deviation * normal();
  }),
};

/** Numbers under `values`; integers and floats have fields of their own. */
function given(type: OnnxType): Translation {
  return (operator, graph) => {
    const { floats = new Float32Array(), ints = [] } = operator.argument('values') ?? {};
    const values = ints.length > 0 ? ints : floats;
    return [graph.constant(type, bytesOfNumbers(type, values), fixedShape(operator))];
  };
}

/** A shape that is written in the net. @throws InferdeckError when it follows from another tensor */
function fixedShape(operator: Operator): readonly number[] {
  if (operator.inputs.length === 0) return operator.ints('shape');
  throw operator.unsupported('its shape follows from another tensor');
}

/** One value everywhere, in a shape that may follow from another tensor. */
function constantFill(operator: Operator, graph: OnnxGraph): string {
  const type = onnxTypeOf(operator.int('dtype', 1)) ?? OnnxType.FLOAT;
  const value = bytesOfNumbers(type, [operator.float('value', 0)]);
  const shape = fillShape(operator, graph);
  return graph.node('Expand', [graph.constant(type, value, []), shape]);
}

function fillShape(operator: Operator, graph: OnnxGraph): string {
  if (operator.inputs.length === 0) return graph.ints(operator.ints('shape'));
  const like = operator.input(0);
  const shape = operator.flag('input_as_shape')
    ? graph.node('Cast', [like], { to: { int: OnnxType.INT64 } })
    : graph.node('Shape', [like]);
  const extra = operator.ints('extra_shape');
  if (extra.length === 0) return shape;
  return graph.node('Concat', [shape, graph.ints(extra)], { axis: { int: 0 } });
}

type Draw = (generator: ReturnType<typeof numberGenerator>) => number;

/** Caffe2 draws anew at every start; here every load of a net draws the same, so that versions can be compared. */
function random(drawing: (operator: Operator) => Draw): Translation {
  return (operator, graph) => {
    const shape = fixedShape(operator);
    const draw = drawing(operator);
    const generator = numberGenerator(graph.constantCount);
    const values = Float32Array.from({ length: elementCount(shape) }, () => draw(generator));
    return [graph.floats(values, shape)];
  };
}
