import { create } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  type GraphProto,
  type NodeProto,
  NodeProtoSchema,
  TensorProto_DataType as OnnxType,
  type TensorProto,
  TensorProtoSchema,
} from 'onnx-buf';
import { allNodes, subgraphsOf } from './subgraphs.ts';

/** Where the batch can be read while the graph runs. */
export interface BatchSource {
  readonly input: string;
  readonly axis: number;
}

/** Names that are made here begin so; no exporter's do. */
const PREFIX = 'inferdeck/';

/** Changes of a graph, collected while it is followed and made only when every node agreed. */
export class GraphEdits {
  readonly #source: BatchSource;
  readonly #first: NodeProto[] = [];
  readonly #before = new Map<NodeProto, NodeProto[]>();
  readonly #inputs = new Map<NodeProto, Map<number, string>>();
  readonly #constants = new Map<string, TensorProto>();
  readonly #multiples = new Map<number, string>();
  #count = 0;

  constructor(source: BatchSource) {
    this.#source = source;
  }

  /** How many inputs of nodes are replaced. */
  get size(): number {
    return [...this.#inputs.values()].reduce((sum, inputs) => sum + inputs.size, 0);
  }

  /** A list with the batch of the request times a factor, as a shape needs it. */
  batchTimes(factor: number): string {
    const known = this.#multiples.get(factor);
    if (known !== undefined) return known;
    const made =
      factor === 1 ? this.#batch() : this.#atFirst('Mul', [this.batchTimes(1), this.ints([factor])]);
    this.#multiples.set(factor, made);
    return made;
  }

  #batch(): string {
    const shape = this.#atFirst('Shape', [this.#source.input]);
    return this.#atFirst('Gather', [shape, this.ints([this.#source.axis])]);
  }

  /** A list of 64-bit integers. */
  ints(values: readonly (number | bigint)[]): string {
    const name = `${PREFIX}ints_${values.join('_')}`;
    const wide = BigInt64Array.from(values, BigInt);
    this.#constants.set(
      name,
      create(TensorProtoSchema, {
        name,
        dataType: OnnxType.INT64,
        dims: [BigInt(values.length)],
        rawData: new Uint8Array(wide.buffer),
      }),
    );
    return name;
  }

  /** Adds a node in front of another one. @returns the name of what it gives */
  nodeBefore(
    node: NodeProto,
    opType: string,
    input: readonly string[],
    attributes: Readonly<Record<string, number>> = {},
  ): string {
    const made = this.#node(opType, input, attributes);
    this.#before.set(node, [...(this.#before.get(node) ?? []), made]);
    return made.output[0] ?? '';
  }

  replaceInput(node: NodeProto, position: number, name: string): void {
    const inputs = this.#inputs.get(node) ?? new Map<number, string>();
    this.#inputs.set(node, inputs.set(position, name));
  }

  /** What a node's input is after the changes so far. */
  inputOf(node: NodeProto, position: number): string {
    return this.#inputs.get(node)?.get(position) ?? node.input[position] ?? '';
  }

  /** Changes the graph and the graphs inside it. */
  apply(graph: GraphProto): void {
    this.#applyIn(graph);
    graph.node.unshift(...this.#first);
    graph.initializer.push(...this.#constants.values());
    dropUnused(graph);
  }

  #applyIn(graph: GraphProto): void {
    graph.node = graph.node.flatMap((node) => {
      for (const [position, name] of this.#inputs.get(node) ?? []) {
        while (node.input.length < position) node.input.push('');
        node.input[position] = name;
      }
      for (const inner of subgraphsOf(node)) this.#applyIn(inner);
      return [...(this.#before.get(node) ?? []), node];
    });
  }

  #atFirst(opType: string, input: readonly string[]): string {
    const node = this.#node(opType, input, opType === 'Gather' ? { axis: 0 } : {});
    this.#first.push(node);
    return node.output[0] ?? '';
  }

  #node(opType: string, input: readonly string[], attributes: Readonly<Record<string, number>>): NodeProto {
    this.#count += 1;
    const name = `${PREFIX}${opType}_${this.#count}`;
    return create(NodeProtoSchema, {
      name,
      opType,
      input: [...input],
      output: [`${name}:0`],
      attribute: Object.entries(attributes).map(([key, value]) =>
        create(AttributeProtoSchema, { name: key, type: AttributeType.INT, i: BigInt(value) }),
      ),
    });
  }
}

/** Takes out constants that nothing takes any more. */
function dropUnused(graph: GraphProto): void {
  const used = new Set([
    ...allNodes(graph).flatMap((node) => [...node.input, ...subgraphsOf(node).flatMap(outputNames)]),
    ...outputNames(graph),
  ]);
  graph.initializer = graph.initializer.filter(({ name }) => used.has(name));
  graph.node = graph.node.filter(
    ({ opType, output }) => opType !== 'Constant' || output.some((name) => used.has(name)),
  );
}

const outputNames = (graph: GraphProto) => graph.output.map(({ name }) => name);
