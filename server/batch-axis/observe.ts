import { clone, create } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  type GraphProto,
  GraphProtoSchema,
  type ModelProto,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  TensorProto_DataType as OnnxType,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from 'onnx-buf';
import { operatorOf } from './refusal.ts';
import { subgraphOf } from './subgraphs.ts';

/** Inputs whose numbers decide what an operator does to shapes, by operator. */
const TELLING: Readonly<Record<string, readonly number[]>> = {
  Reshape: [1],
  Expand: [1],
  ConstantOfShape: [0],
  Tile: [1],
  Slice: [1, 2, 3, 4],
  Resize: [2, 3],
  Upsample: [1],
  Pad: [1, 3],
  Squeeze: [1],
  Unsqueeze: [1],
  CumSum: [1],
  Dropout: [2],
  ...Object.fromEntries(
    ['L1', 'L2', 'LogSum', 'LogSumExp', 'Max', 'Mean', 'Min', 'Prod', 'Sum', 'SumSquare'].map((kind) => [
      `Reduce${kind}`,
      [1],
    ]),
  ),
};

/** A model that tells the shapes of all values of another one, and the numbers that decide over shapes. */
export interface ObservingModel {
  readonly model: ModelProto;
  /** Output names by value. */
  readonly shapes: ReadonlyMap<string, string>;
  readonly numbers: ReadonlyMap<string, string>;
}

/** Both branches of every If are run, so that what is inside can be seen, too. */
export function observingModel(original: ModelProto): ObservingModel {
  const model = clone(ModelProtoSchema, original);
  const graph = model.graph ?? create(GraphProtoSchema);
  graph.node = unfold(graph, graph);
  const seen = graph.node;
  const values = new Set([
    ...graph.input.map(({ name }) => name),
    ...graph.initializer.map(({ name }) => name),
    ...seen.flatMap(({ output }) => output.filter((name) => name !== '')),
  ]);
  const telling = new Set(seen.flatMap((node) => tellingInputs(node)).filter((name) => values.has(name)));
  const shapes = new Map([...values].map((name) => [name, `${name}?shape`]));
  const numbers = new Map([...telling].map((name) => [name, `${name}?numbers`]));
  graph.node = [
    ...seen,
    ...[...shapes].map(([name, output]) => nodeOf('Shape', name, output)),
    ...[...numbers].map(([name, output]) => nodeOf('Cast', name, output, OnnxType.DOUBLE)),
  ];
  graph.output = [
    ...[...shapes.values()].map((name) => declared(name, OnnxType.INT64)),
    ...[...numbers.values()].map((name) => declared(name, OnnxType.DOUBLE)),
  ];
  graph.valueInfo = [];
  return { model, shapes, numbers };
}

function tellingInputs(node: NodeProto): readonly string[] {
  return (TELLING[operatorOf(node)] ?? []).flatMap((position) => node.input[position] || []);
}

/** Replaces every If by the nodes of both branches and a choice between their results. */
function unfold(graph: GraphProto, root: GraphProto): NodeProto[] {
  return graph.node.flatMap((inner) => {
    const branches = [subgraphOf(inner, 'then_branch'), subgraphOf(inner, 'else_branch')];
    const [then, otherwise] = branches;
    if (inner.opType !== 'If' || then === undefined || otherwise === undefined) return [inner];
    for (const branch of [then, otherwise]) if (branch !== root) root.initializer.push(...branch.initializer);
    return [...unfold(then, root), ...unfold(otherwise, root), choice(inner, then, otherwise)];
  });
}

function choice(original: NodeProto, then: GraphProto, otherwise: GraphProto): NodeProto {
  return create(NodeProtoSchema, {
    name: original.name,
    opType: 'If',
    input: original.input,
    output: original.output,
    attribute: [
      create(AttributeProtoSchema, { name: 'then_branch', type: AttributeType.GRAPH, g: passOn(then) }),
      create(AttributeProtoSchema, { name: 'else_branch', type: AttributeType.GRAPH, g: passOn(otherwise) }),
    ],
  });
}

function passOn({ name, output: outputs }: GraphProto): GraphProto {
  return create(GraphProtoSchema, {
    name,
    node: outputs.map((value) => nodeOf('Identity', value.name, `${value.name}?passed`)),
    output: outputs.map((value) => ({ ...value, name: `${value.name}?passed` })),
  });
}

function nodeOf(opType: string, input: string, made: string, to?: OnnxType): NodeProto {
  const attribute =
    to === undefined
      ? []
      : [create(AttributeProtoSchema, { name: 'to', type: AttributeType.INT, i: BigInt(to) })];
  return create(NodeProtoSchema, { opType, input: [input], output: [made], attribute });
}

function declared(name: string, elemType: OnnxType): ValueInfoProto {
  return create(ValueInfoProtoSchema, { name, type: { value: { case: 'tensorType', value: { elemType } } } });
}
