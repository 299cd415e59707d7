import type { AttributeProto, NodeProto } from 'onnx-buf';
import type { GraphEdits } from './graph-edits.ts';
import { fromFront, type Layout, type Rows, sameRows } from './layout.ts';
import { refusedAt } from './refusal.ts';

/** What is known of the values of a graph at its old batch. */
export interface ObservedValues {
  shapeOf(name: string): readonly number[] | undefined;
  /** Whether a value is written in the file and not computed. */
  isConstant(name: string): boolean;
  /** The elements of a small tensor that does not depend on the rows. */
  numbersOf(name: string): readonly number[] | undefined;
}

/** What a node's rule works in. */
export interface Surroundings {
  readonly opset: number;
  /** The old batch. */
  readonly batch: number;
  readonly values: ObservedValues;
  readonly edits: GraphEdits;
  readonly layoutOf: (name: string) => Layout;
  /** One of several readings of a shape; the others are tried when this one leads nowhere. */
  readonly choose: <T>(options: readonly [T, ...T[]]) => T;
}

const END = 9223372036854775807n;
const decoder = new TextDecoder();

/** One node as its rule sees it: shapes at the old batch, layouts of the inputs, and the changes it may make. */
export class Step {
  readonly node: NodeProto;
  readonly around: Surroundings;

  constructor(node: NodeProto, around: Surroundings) {
    this.node = node;
    this.around = around;
  }

  get opset(): number {
    return this.around.opset;
  }

  /** @throws Refusal always */
  refuse(reason: string): never {
    throw refusedAt(this.node, reason);
  }

  has(position: number): boolean {
    return (this.node.input[position] ?? '') !== '';
  }

  layout(position: number): Layout {
    return this.has(position) ? this.around.layoutOf(this.node.input[position] ?? '') : 'shared';
  }

  /** The rows of an input that must have some. */
  rows(position: number): Rows {
    const layout = this.layout(position);
    return layout === 'shared' ? this.refuse('its first input does not depend on the rows') : layout;
  }

  shape(position: number): readonly number[] {
    return this.#shapeOf(this.node.input[position] ?? '');
  }

  outputShape(position = 0): readonly number[] {
    return this.#shapeOf(this.node.output[position] ?? '');
  }

  #shapeOf(name: string): readonly number[] {
    const shape = this.around.values.shapeOf(name);
    return shape ?? this.refuse(`the shape of '${name}' is not known`);
  }

  /** The elements of an input that is not computed from the rows; undefined when it is left out. */
  numbers(position: number): readonly number[] | undefined {
    if (!this.has(position)) return undefined;
    const name = this.node.input[position] ?? '';
    return this.around.values.numbersOf(name) ?? this.refuse(`the values of '${name}' are not known`);
  }

  int(name: string, otherwise: number): number {
    const found = this.#attribute(name);
    return found === undefined ? otherwise : Number(found.i);
  }

  ints(name: string): readonly number[] | undefined {
    return this.#attribute(name)?.ints.map(Number);
  }

  floats(name: string): readonly number[] | undefined {
    return this.#attribute(name)?.floats;
  }

  text(name: string): string | undefined {
    const found = this.#attribute(name);
    return found === undefined ? undefined : decoder.decode(found.s);
  }

  #attribute(name: string): AttributeProto | undefined {
    return this.node.attribute.find((attribute) => attribute.name === name);
  }

  /** Integers that older opsets have as an attribute and newer ones as an input. */
  intsOf(name: string, position: number): readonly number[] | undefined {
    return this.ints(name) ?? this.numbers(position);
  }

  /** An axis attribute, counted from the front. */
  axis(otherwise: number, rank: number): number {
    return fromFront(this.int('axis', otherwise), rank);
  }

  /** The inputs from `first` on are the same for every row. */
  needShared(first: number, what = 'its weights'): void {
    for (let position = first; position < this.node.input.length; position += 1) {
      if (this.layout(position) !== 'shared') this.refuse(`${what} depend on the rows`);
    }
  }

  /** Gives every row its own copy of a shared input, along an axis of that input. */
  copyForRows(position: number, axis: number, rows: Rows): void {
    const { edits, batch } = this.around;
    const shape = this.shape(position);
    const extent = shape[axis] ?? 1;
    if (rows.outer !== 1) this.refuse('a constant would have to be repeated between the rows');
    const unit = extent === 1 ? 1 : rows.inner;
    if (extent !== unit && extent !== batch * unit) {
      this.refuse(`a constant has ${extent} values along the batch axis`);
    }
    if (rows.inner !== 1 && unit === 1) this.refuse('a constant would have to be repeated within the rows');
    const whole = edits.inputOf(this.node, position);
    const one =
      extent === unit
        ? whole
        : edits.nodeBefore(this.node, 'Slice', [
            whole,
            edits.ints([0]),
            edits.ints([unit]),
            edits.ints([axis]),
          ]);
    const counts = this.#vector(shape.map((_, at) => (at === axis ? 'batch' : 1)));
    const copied = edits.nodeBefore(this.node, unit === 1 ? 'Expand' : 'Tile', [one, counts]);
    edits.replaceInput(this.node, position, copied);
  }

  #vector(entries: readonly (number | 'batch')[]): string {
    const { edits } = this.around;
    const at = entries.indexOf('batch');
    const ones = (count: number) => (count === 0 ? [] : [edits.ints(Array.from({ length: count }, () => 1))]);
    const parts = [...ones(at), edits.batchTimes(1), ...ones(entries.length - at - 1)];
    return parts.length === 1
      ? edits.batchTimes(1)
      : edits.nodeBefore(this.node, 'Concat', parts, { axis: 0 });
  }

  /** Lets one entry of a shape follow the batch, whether the shape is written in the file or computed. */
  followBatch(position: number, entry: number, { outer, inner }: Rows): void {
    const { edits } = this.around;
    const whole = edits.inputOf(this.node, position);
    const length = this.shape(position)[0] ?? 0;
    const slice = (from: number, to: number) =>
      from === to
        ? []
        : [
            edits.nodeBefore(this.node, 'Slice', [
              whole,
              edits.ints([from]),
              edits.ints([to]),
              edits.ints([0]),
            ]),
          ];
    const parts = [...slice(0, entry), edits.batchTimes(outer * inner), ...slice(entry + 1, length)];
    const joined =
      parts.length === 1 ? (parts[0] ?? '') : edits.nodeBefore(this.node, 'Concat', parts, { axis: 0 });
    edits.replaceInput(this.node, position, joined);
  }

  /** Puts integers in the place of an input. */
  replaceInts(position: number, values: readonly (number | 'end')[]): void {
    const { edits } = this.around;
    const numbers = values.map((value) => (value === 'end' ? END : value));
    edits.replaceInput(this.node, position, edits.ints(numbers));
  }

  /** The one layout that several inputs have; shared ones get a copy for each row. */
  agree(positions: readonly number[]): Rows {
    const rows = positions.flatMap((position) => {
      const layout = this.layout(position);
      return layout === 'shared' ? [] : [layout];
    });
    const [first] = rows;
    if (first === undefined) return this.refuse('none of its inputs depends on the rows');
    if (!rows.every((other) => sameRows(first, other))) {
      this.refuse('its inputs have the rows along different axes');
    }
    for (const position of positions) {
      if (this.has(position) && this.layout(position) === 'shared')
        this.copyForRows(position, first.axis, first);
    }
    return first;
  }
}
