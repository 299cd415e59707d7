import { invalidArgument } from '../errors.ts';
import type { PreprocessSettings } from '../pictures/preprocess.ts';
import type { ModelSpec, TensorSpec } from '../scheduling/tensor-spec.ts';
import type { Tensor } from '../tensors/tensor.ts';

/** One sample of a set as it was found. */
export interface SetRow {
  readonly name: string;
  readonly label?: string | undefined;
  /** The file of its picture, if it is one. */
  readonly picture?: string | undefined;
  /**
   * What a model is asked with, made anew each time.
   * @throws InferdeckError when the row does not fit the inputs of the model
   */
  readonly tensors: (spec: ModelSpec) => Promise<readonly Tensor[]>;
}

/** The rows that could be read, and what was wrong with the others, in words. */
export interface ReadRows {
  readonly rows: readonly SetRow[];
  readonly remarks: readonly string[];
}

/** How people say what a set does not: pictures become tensors so, and free dimensions have these extents. */
export interface InputChoices {
  readonly pictures: Readonly<Record<string, PreprocessSettings>>;
  readonly extents: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** The tensors of every input that one can be made for. @throws InferdeckError when an input that is needed has none */
export async function eachInput(
  { inputs }: ModelSpec,
  make: (input: TensorSpec) => Promise<Tensor | undefined>,
): Promise<readonly Tensor[]> {
  const made: Tensor[] = [];
  for (const input of inputs) {
    const tensor = await make(input);
    if (tensor !== undefined) made.push(tensor);
    else if (!input.optional) throw invalidArgument(`There is nothing in it for the input ${input.name}.`);
  }
  return made;
}
