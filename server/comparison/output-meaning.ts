import type { Tensor } from '../tensors/tensor.ts';
import { looksLikeProbabilities } from './top-k.ts';

/** What an output is read as. */
export type OutputMeaning =
  | { readonly kind: 'texts' }
  /** `items` rows of one score for each class. */
  | { readonly kind: 'classes'; readonly items: number; readonly classes: number }
  | { readonly kind: 'numbers' };

/** An output is scores of classes when it has labels, or when its first row looks like probabilities. */
export function meaningOf(
  output: Tensor,
  numbers: Float64Array,
  labels: readonly string[] | undefined,
): OutputMeaning {
  if (output.datatype === 'BYTES') return { kind: 'texts' };
  const classes = output.shape.at(-1) ?? 0;
  const items = output.shape.length === 1 ? 1 : (output.shape[0] ?? 0);
  if (output.shape.length > 2 || classes < 2 || items < 1) return { kind: 'numbers' };
  const labelled = labels?.length === classes;
  const scores = labelled || looksLikeProbabilities(numbers.subarray(0, classes));
  return scores ? { kind: 'classes', items, classes } : { kind: 'numbers' };
}
