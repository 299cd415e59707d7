import { compareOutputs } from '../../comparison/output-difference.ts';
import { meaningOf } from '../../comparison/output-meaning.ts';
import { topK } from '../../comparison/top-k.ts';
import { numbersOf } from '../../tensors/numbers-of.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import type { MirrorState } from './contract.ts';

/** Tensors with buffers of their own: those of a request and of an answer belong to somebody else. */
export function copied(tensors: readonly Tensor[]): readonly Tensor[] {
  return tensors.map((tensor) => ({ ...tensor, data: tensor.data.slice() }));
}

/** Adds one pair of answers to what is known. */
export function withPair(state: MirrorState, a: readonly Tensor[], b: readonly Tensor[]): MirrorState {
  const pairs = a.flatMap((one) => {
    const other = b.find(({ name }) => name === one.name);
    return other === undefined ? [] : [{ a: one, b: other }];
  });
  const differences = pairs.map((pair) => compareOutputs(pair.a, pair.b));
  const isSame = pairs.length === a.length && differences.every(isNone);
  const farthest = differences.map((found) => (found.state === 'numbers' ? found.maxAbsolute : 0));
  const classes = pairs.map((pair) => [firstClass(pair.a), firstClass(pair.b)] as const);
  const [classA, classB] = classes.find(([first]) => first !== undefined) ?? [];
  return {
    ...state,
    compared: state.compared + 1,
    same: state.same + (isSame ? 1 : 0),
    classified: state.classified + (classA === undefined ? 0 : 1),
    sameClass: state.sameClass + (classA !== undefined && classA === classB ? 1 : 0),
    maxAbsolute: Math.max(state.maxAbsolute, ...farthest),
  };
}

function isNone(difference: ReturnType<typeof compareOutputs>): boolean {
  return difference.state !== 'incomparable' && difference.mismatches === 0;
}

/** The likeliest class of an output that holds scores of classes; of a batch, that of its first row. */
function firstClass(output: Tensor): number | undefined {
  if (output.datatype === 'BYTES') return undefined;
  const numbers = numbersOf(output);
  const meaning = meaningOf(output, numbers, undefined);
  return meaning.kind === 'classes'
    ? topK(numbers.subarray(0, meaning.classes), 1, undefined)[0]?.index
    : undefined;
}
