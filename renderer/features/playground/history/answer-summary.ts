import { meaningOf } from '../../../../server/comparison/output-meaning.ts';
import { looksLikeProbabilities, topK } from '../../../../server/comparison/top-k.ts';
import type { TensorFacts } from '../../../../server/protocols/desk/contract.ts';
import { numbersOf, textsOf } from '../../../../server/tensors/numbers-of.ts';
import { formatShape } from '../../../../server/tensors/shape.ts';
import type { Tensor } from '../../../../server/tensors/tensor.ts';
import { formatNumber, formatPercent } from '../../../ui/format.ts';

const MOST_ITEMS = 4;
const MOST_LETTERS = 60;

/** What an answer says in a few words: the likeliest class of each row, the first text, or what was answered. */
export function answerSummary(
  outputs: readonly Tensor[],
  facts: readonly Pick<TensorFacts, 'name' | 'labels'>[],
): string {
  const labelsOf = (name: string) => facts.find((fact) => fact.name === name)?.labels;
  const [first] = outputs;
  if (first === undefined) return 'no outputs';
  const labelled = outputs.find(({ name }) => labelsOf(name) !== undefined) ?? first;
  return shortened(words(labelled, labelsOf(labelled.name)));
}

function words(output: Tensor, labels: readonly string[] | undefined): string {
  if (output.datatype === 'BYTES') return textsOf(output).slice(0, MOST_ITEMS).join(', ');
  const numbers = numbersOf(output);
  const meaning = meaningOf(output, numbers, labels);
  if (meaning.kind !== 'classes') return `${output.name} ${formatShape(output.shape).replaceAll(',', ', ')}`;
  const rows = Array.from({ length: Math.min(meaning.items, MOST_ITEMS) }, (_, item) =>
    numbers.subarray(item * meaning.classes, (item + 1) * meaning.classes),
  );
  const best = rows.map((scores) => topK(scores, 1, labels)[0]?.label ?? 'NaN');
  if (meaning.items > 1) return `${best.join(', ')}${meaning.items > MOST_ITEMS ? ', …' : ''}`;
  const [scores = numbers] = rows;
  const score = topK(scores, 1, labels)[0]?.score;
  const format = looksLikeProbabilities(scores) ? formatPercent : formatNumber;
  return score === undefined ? 'NaN' : `${best[0]} · ${format(score)}`;
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= MOST_LETTERS ? line : `${line.slice(0, MOST_LETTERS - 1)}…`;
}
