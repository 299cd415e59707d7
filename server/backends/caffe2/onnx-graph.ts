import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import {
  type AttributeProto,
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  TensorProto_DataType as OnnxType,
  type TensorProto,
  TensorProtoSchema,
  type ValueInfoProtoSchema,
} from 'onnx-buf';

/** The newest version in which softmax still flattens and axes are still attributes, both as Caffe2 has them. */
const OPSET = 12n;
const IR_VERSION = 7n;

/** The value of an attribute; which field it goes into cannot be told from a number. */
export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly ints: readonly number[] }
  | { readonly text: string };
export type Attributes = Readonly<Record<string, Attribute>>;

export interface GraphTensor {
  readonly name: string;
  readonly type: OnnxType;
  /** -1 is open. Left out: nothing is known. */
  readonly shape?: readonly number[];
}

/** An ONNX graph while it is put together. Values are known by names that are made up here and begin with a tilde. */
export class OnnxGraph {
  readonly #nodes: NodeProto[] = [];
  readonly #constants: TensorProto[] = [];
  #count = 0;

  /** Adds a node with one output. @param inputs an empty name leaves an optional input out */
  node(type: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const [output = ''] = this.nodes(type, inputs, attributes, 1);
    return output;
  }

  /** Adds a node with several outputs. */
  nodes(type: string, inputs: readonly string[], attributes: Attributes, outputs: number): readonly string[] {
    const output = Array.from({ length: outputs }, () => this.#fresh(type));
    this.#nodes.push(
      create(NodeProtoSchema, {
        opType: type,
        input: [...inputs],
        output,
        attribute: Object.entries(attributes).map(([name, value]) => attributeOf(name, value)),
      }),
    );
    return output;
  }

  /** Gives a value a name of its own, as an output has it. */
  name(value: string, name: string): void {
    this.#nodes.push(create(NodeProtoSchema, { opType: 'Identity', input: [value], output: [name] }));
  }

  floats(values: Float32Array<ArrayBuffer>, shape: readonly number[]): string {
    return this.constant(OnnxType.FLOAT, new Uint8Array(values.buffer), shape);
  }

  float(value: number): string {
    return this.floats(Float32Array.of(value), []);
  }

  /** A list of 64-bit integers, as shapes and axes are. */
  ints(values: readonly number[], shape: readonly number[] = [values.length]): string {
    const wide = BigInt64Array.from(values, BigInt);
    return this.constant(OnnxType.INT64, new Uint8Array(wide.buffer), shape);
  }

  /** How many constants there are so far. */
  get constantCount(): number {
    return this.#constants.length;
  }

  /** The integers of a constant; undefined when the value is computed, or holds something else. */
  knownInts(value: string): readonly number[] | undefined {
    const constant = this.#constants.find(({ name }) => name === value);
    const bytes = constant?.rawData?.slice().buffer;
    if (bytes === undefined) return undefined;
    if (constant?.dataType === OnnxType.INT64) return Array.from(new BigInt64Array(bytes), Number);
    return constant?.dataType === OnnxType.INT32 ? [...new Int32Array(bytes)] : undefined;
  }

  /** @param data the elements in row-major order, little-endian */
  constant(type: OnnxType, data: Uint8Array<ArrayBuffer>, shape: readonly number[]): string {
    return this.#keep({ dataType: type, rawData: data }, shape);
  }

  strings(values: readonly Uint8Array[], shape: readonly number[]): string {
    return this.#keep({ dataType: OnnxType.STRING, stringData: values.map((value) => value.slice()) }, shape);
  }

  /** The finished model. */
  toBytes(about: {
    readonly name: string;
    readonly inputs: readonly GraphTensor[];
    readonly outputs: readonly GraphTensor[];
  }): Uint8Array {
    const model = create(ModelProtoSchema, {
      irVersion: IR_VERSION,
      producerName: 'caffe2',
      opsetImport: [{ domain: '', version: OPSET }],
      graph: {
        name: about.name,
        input: about.inputs.map(valueInfo),
        output: about.outputs.map(valueInfo),
        node: this.#nodes,
        initializer: this.#constants,
      },
    });
    return toBinary(ModelProtoSchema, model);
  }

  #keep(content: MessageInitShape<typeof TensorProtoSchema>, shape: readonly number[]): string {
    const name = this.#fresh('constant');
    this.#constants.push(create(TensorProtoSchema, { ...content, name, dims: shape.map(BigInt) }));
    return name;
  }

  #fresh(what: string): string {
    this.#count += 1;
    return `~${what}${this.#count}`;
  }
}

function attributeOf(name: string, value: Attribute): AttributeProto {
  return create(AttributeProtoSchema, { name, ...fieldOf(value) });
}

function fieldOf(value: Attribute): MessageInitShape<typeof AttributeProtoSchema> {
  if ('int' in value) return { type: AttributeType.INT, i: BigInt(value.int) };
  if ('float' in value) return { type: AttributeType.FLOAT, f: value.float };
  if ('ints' in value) return { type: AttributeType.INTS, ints: value.ints.map(BigInt) };
  return { type: AttributeType.STRING, s: new TextEncoder().encode(value.text) };
}

function valueInfo({ name, type, shape }: GraphTensor): MessageInitShape<typeof ValueInfoProtoSchema> {
  const dim = shape?.map((extent, axis) =>
    extent === -1
      ? { value: { case: 'dimParam', value: `${name}_${axis}` } as const }
      : { value: { case: 'dimValue', value: BigInt(extent) } as const },
  );
  return {
    name,
    type: {
      value: { case: 'tensorType', value: { elemType: type, ...(dim && { shape: { dim } }) } },
    },
  };
}
