import { InferdeckError } from '../../errors.ts';
import type { Argument, OperatorDef } from './netdef.ts';
import type { OnnxGraph } from './onnx-graph.ts';

const decoder = new TextDecoder();

/** An operator of a net on its way into a graph: its arguments, and its inputs as the graph knows them. */
export class Operator {
  readonly type: string;
  readonly inputs: readonly string[];
  /** How many results anyone may ask for. */
  readonly outputCount: number;
  readonly #definition: OperatorDef;
  readonly #place: string;

  /** @param place how an error points at the operator */
  constructor(definition: OperatorDef, inputs: readonly string[], place: string) {
    this.type = definition.type;
    this.inputs = inputs;
    this.outputCount = definition.outputs.length;
    this.#definition = definition;
    this.#place = place;
  }

  /** @throws InferdeckError when the operator has no such input */
  input(index: number): string {
    const input = this.inputs[index];
    if (input !== undefined) return input;
    throw this.unsupported(`it has ${this.inputs.length} input(s), and needs ${index + 1}`);
  }

  has(name: string): boolean {
    return this.#definition.arguments.has(name);
  }

  argument(name: string): Argument | undefined {
    return this.#definition.arguments.get(name);
  }

  int(name: string, otherwise: number): number {
    const { i, f } = this.argument(name) ?? {};
    return i === undefined ? (f ?? otherwise) : Number(i);
  }

  float(name: string, otherwise: number): number {
    const { f, i } = this.argument(name) ?? {};
    return f ?? (i === undefined ? otherwise : Number(i));
  }

  flag(name: string, otherwise = false): boolean {
    return this.int(name, otherwise ? 1 : 0) !== 0;
  }

  text(name: string, otherwise: string): string {
    const text = this.argument(name)?.s;
    return text === undefined ? otherwise : decoder.decode(text);
  }

  /** A list, which may have been written as a single number. */
  ints(name: string): readonly number[] {
    const { ints = [], i } = this.argument(name) ?? {};
    return ints.length === 0 && i !== undefined ? [Number(i)] : ints.map(Number);
  }

  /** Whether the channels are the last dimension; otherwise they are the second. */
  get channelsLast(): boolean {
    return this.text('order', 'NCHW') === 'NHWC';
  }

  /** An error that says where in the net the operator stands. */
  unsupported(why: string): InferdeckError {
    return new InferdeckError('unsupported', `${this.#place} cannot be translated to ONNX: ${why}.`);
  }
}

/** Adds what an operator computes to the graph and returns its results in order; undefined where there is none to have. */
export type Translation = (operator: Operator, graph: OnnxGraph) => readonly (string | undefined)[];

/** Translations by the type of operator. */
export type Translations = Readonly<Record<string, Translation>>;
