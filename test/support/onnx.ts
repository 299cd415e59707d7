import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  TensorProto_DataType as OnnxType,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from 'onnx-buf';
import type { Datatype } from '../../server/tensors/datatype.ts';

const ONNX_TYPES: Readonly<Record<Datatype, OnnxType>> = {
  BOOL: OnnxType.BOOL,
  UINT8: OnnxType.UINT8,
  UINT16: OnnxType.UINT16,
  UINT32: OnnxType.UINT32,
  UINT64: OnnxType.UINT64,
  INT8: OnnxType.INT8,
  INT16: OnnxType.INT16,
  INT32: OnnxType.INT32,
  INT64: OnnxType.INT64,
  FP16: OnnxType.FLOAT16,
  FP32: OnnxType.FLOAT,
  FP64: OnnxType.DOUBLE,
  BF16: OnnxType.BFLOAT16,
  BYTES: OnnxType.STRING,
};

/** A tensor that a test model declares; a text is a named free dimension. */
export interface DeclaredTensor {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly (number | string)[];
}

export interface TestNode {
  readonly name?: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, TestAttribute>>;
}

/** Numbers are whole. */
export type TestAttribute = number | readonly number[] | string | TestGraph;

/** The graph in an If or a Loop. */
export interface TestGraph {
  readonly nodes: readonly TestNode[];
  readonly inputs?: readonly DeclaredTensor[];
  readonly outputs: readonly DeclaredTensor[];
}

export interface TestWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>;
}

export interface TestModel {
  readonly inputs: readonly DeclaredTensor[];
  readonly outputs: readonly DeclaredTensor[];
  readonly nodes: readonly TestNode[];
  readonly weights?: readonly TestWeight[];
}

/** The bytes of an ONNX file, made on the spot. */
export function onnxModel({ inputs, outputs, nodes, weights = [] }: TestModel): Uint8Array {
  const model = create(ModelProtoSchema, {
    irVersion: 8n,
    producerName: 'inferdeck-tests',
    opsetImport: [{ domain: '', version: 17n }],
    graph: {
      name: 'test',
      input: inputs.map(valueInfo),
      output: outputs.map(valueInfo),
      node: nodes.map(nodeOf),
      initializer: weights.map(({ name, shape, values }) =>
        create(TensorProtoSchema, {
          name,
          dims: shape.map(BigInt),
          dataType: values instanceof Float32Array ? OnnxType.FLOAT : OnnxType.INT64,
          rawData: new Uint8Array(values.buffer),
        }),
      ),
    },
  });
  return toBinary(ModelProtoSchema, model);
}

function nodeOf(node: TestNode): NodeProto {
  return create(NodeProtoSchema, {
    name: node.name ?? '',
    opType: node.op,
    input: [...node.inputs],
    output: [...node.outputs],
    attribute: Object.entries(node.attributes ?? {}).map(([name, value]) =>
      create(AttributeProtoSchema, { name, ...attributeOf(value) }),
    ),
  });
}

function attributeOf(value: TestAttribute): MessageInitShape<typeof AttributeProtoSchema> {
  if (typeof value === 'number') return { type: AttributeType.INT, i: BigInt(value) };
  if (typeof value === 'string') return { type: AttributeType.STRING, s: new TextEncoder().encode(value) };
  if (!('nodes' in value)) return { type: AttributeType.INTS, ints: value.map(BigInt) };
  const { nodes, inputs = [], outputs } = value;
  const g = create(GraphProtoSchema, {
    name: 'inner',
    node: nodes.map(nodeOf),
    input: inputs.map(valueInfo),
    output: outputs.map(valueInfo),
  });
  return { type: AttributeType.GRAPH, g };
}

function valueInfo({ name, datatype, shape }: DeclaredTensor): ValueInfoProto {
  const dim = shape.map((extent) => ({
    value:
      typeof extent === 'string'
        ? ({ case: 'dimParam', value: extent } as const)
        : ({ case: 'dimValue', value: BigInt(extent) } as const),
  }));
  const elemType = ONNX_TYPES[datatype];
  return create(ValueInfoProtoSchema, {
    name,
    type: { value: { case: 'tensorType', value: { elemType, shape: { dim } } } },
  });
}

/** A model that gives back what it gets, for one datatype. */
export function identityModel(
  datatype: Datatype,
  shape: readonly (number | string)[] = ['batch', 4],
): Uint8Array {
  return onnxModel({
    inputs: [{ name: 'in', datatype, shape }],
    outputs: [{ name: 'out', datatype, shape }],
    nodes: [{ op: 'Identity', inputs: ['in'], outputs: ['out'] }],
  });
}

/**
 * A model whose work can be chosen: `layers` products of a [batch, width] matrix with a [width, width] matrix, all of
 * it scaled so that values stay small.
 */
export function heavyModel(width: number, layers: number): Uint8Array {
  const values = Float32Array.from(
    { length: width * width },
    (_, index) => (((index * 7919) % 13) - 6) / (6 * width),
  );
  const name = (layer: number) => (layer === 0 ? 'in' : layer === layers ? 'out' : `hidden${layer}`);
  return onnxModel({
    inputs: [{ name: 'in', datatype: 'FP32', shape: ['batch', width] }],
    outputs: [{ name: 'out', datatype: 'FP32', shape: ['batch', width] }],
    nodes: Array.from({ length: layers }, (_, layer) => ({
      op: 'MatMul',
      inputs: [name(layer), 'weight'],
      outputs: [name(layer + 1)],
    })),
    weights: [{ name: 'weight', shape: [width, width], values }],
  });
}
