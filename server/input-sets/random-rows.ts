import { fillElements } from '../comparison/fill-elements.ts';
import { encodeElements } from '../tensors/encode-elements.ts';
import { elementCount } from '../tensors/shape.ts';
import { inputShape } from './input-shape.ts';
import { eachInput, type InputChoices, type SetRow } from './set-row.ts';

/** Made-up inputs, a seed apart: each seed gives the same numbers everywhere. */
export function randomRows(count: number, seed: number, { extents }: InputChoices): readonly SetRow[] {
  return Array.from({ length: count }, (_, at) => ({
    name: `random ${at + 1}`,
    tensors: (spec) =>
      eachInput(spec, async (input) => {
        const { name, datatype } = input;
        const shape = inputShape(input, extents[name]);
        const elements = fillElements({ kind: 'random', seed: seed + at }, datatype, elementCount(shape));
        return { name, datatype, shape, data: encodeElements(datatype, elements) };
      }),
  }));
}
