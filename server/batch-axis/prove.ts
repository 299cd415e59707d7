import { seededRandom } from '../comparison/seeded-random.ts';
import { split } from '../tensors/batch.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { RowDifferences } from './compare-rows.ts';
import { batchOf } from './observe-values.ts';
import type { OpenedModel } from './open-model.ts';
import type { Proof } from './proof.ts';
import { randomRow, type Row } from './random-rows.ts';
import type { DeclaredValue } from './signature.ts';

const BATCHES = [1, 2, 3, 8] as const;
const ROWS = 8;
/** What the company of a row is scaled by, so that anything taken from it shows. */
const LOUD = 50;
/** Positions at which a row is put among others. */
const PLACES = [0, 3, 7];

export interface Proving {
  readonly original: OpenedModel;
  readonly freed: OpenedModel;
  readonly inputs: readonly DeclaredValue[];
  readonly outputs: readonly string[];
  /** The batch that the original is fixed at; 1 where it is free. */
  readonly batch: number;
  /** The extents of open axes to run with. */
  readonly free: readonly number[];
  /** Rows of real inputs, run beside the random ones. */
  readonly samples?: readonly Row[];
  readonly onStep?: (phase: string) => void;
}

/** Runs a freed model against its original: batches of several sizes row by row, and rows among others. */
export async function prove(proving: Proving): Promise<Proof> {
  const { outputs, free } = proving;
  const equality = outputs.map((name) => new RowDifferences(name));
  const independence = outputs.map((name) => new RowDifferences(name));
  for (const extent of free) await proveAt(extent, proving, equality, independence);
  const results = { equality: equality.map(resultOf), independence: independence.map(resultOf) };
  const all = [...results.equality, ...results.independence];
  return { batches: BATCHES, ...results, holds: all.every(({ mismatches }) => mismatches === 0) };
}

const resultOf = ({ result }: RowDifferences) => result;

async function proveAt(
  extent: number,
  proving: Proving,
  equality: readonly RowDifferences[],
  independence: readonly RowDifferences[],
): Promise<void> {
  const { inputs, samples = [], onStep } = proving;
  const random = seededRandom(1);
  const drawn = Array.from({ length: ROWS }, () => randomRow(inputs, extent, random));
  // Half of the rows are real where there are real ones.
  const rows = [...samples.slice(0, ROWS / 2), ...drawn].slice(0, ROWS);
  onStep?.('running the original');
  const expected = await originalAnswers(proving, rows);
  await compareBatches(proving, rows, expected, equality);
  onStep?.('running rows among others');
  const loud = Array.from({ length: ROWS }, () => randomRow(inputs, extent, random, LOUD));
  await compareAmong(proving, rows, loud, expected, independence);
}

type Answers = readonly (readonly Tensor[])[];

/** The outputs of each row from the original, which takes a certain number of rows at a time. */
async function originalAnswers(
  { original, outputs, batch }: Proving,
  rows: readonly Row[],
): Promise<Answers> {
  const answers: (readonly Tensor[])[] = [];
  for (let at = 0; at < rows.length; at += batch) {
    const chunk = Array.from({ length: batch }, (_, offset) => rows[(at + offset) % rows.length] ?? []);
    answers.push(...rowsOf(await original.run(batchOf(chunk), outputs), batch));
  }
  return answers.slice(0, rows.length);
}

function rowsOf(outputs: readonly Tensor[], count: number): Answers {
  const ones = Array.from({ length: count }, () => 1);
  const pieces = outputs.map((output) => split(output, ones));
  return ones.map((_, row) => pieces.flatMap((piece) => piece[row] ?? []));
}

async function compareBatches(
  { freed, outputs, onStep }: Proving,
  rows: readonly Row[],
  expected: Answers,
  differences: readonly RowDifferences[],
): Promise<void> {
  for (const size of BATCHES) {
    onStep?.(`running batches of ${size}`);
    // Each size begins elsewhere, so that every row is seen at several places.
    const picked = Array.from({ length: size }, (_, at) => (at + size) % rows.length);
    const batch = picked.flatMap((row) => [rows[row] ?? []]);
    addAll(differences, await freed.run(batchOf(batch), outputs), picked, expected);
  }
}

async function compareAmong(
  { freed, outputs }: Proving,
  rows: readonly Row[],
  others: readonly Row[],
  expected: Answers,
  differences: readonly RowDifferences[],
): Promise<void> {
  for (const place of PLACES) {
    const among = others.map((other, at) => (at === place ? (rows[place] ?? other) : other));
    const answered = rowsOf(await freed.run(batchOf(among), outputs), among.length);
    differences.forEach((difference, index) =>
      addRow(difference, expected[place]?.[index], answered[place]?.[index]),
    );
  }
}

function addAll(
  differences: readonly RowDifferences[],
  outputs: readonly Tensor[],
  picked: readonly number[],
  expected: Answers,
): void {
  const answered = rowsOf(outputs, picked.length);
  picked.forEach((row, at) => {
    differences.forEach((difference, index) =>
      addRow(difference, expected[row]?.[index], answered[at]?.[index]),
    );
  });
}

function addRow(difference: RowDifferences, original: Tensor | undefined, freed: Tensor | undefined): void {
  if (original !== undefined && freed !== undefined) difference.add(original, freed);
}
