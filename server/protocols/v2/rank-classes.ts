import { elementCount } from '../../tensors/shape.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import { type NumericArray, typedArrayOver } from '../../tensors/typed-array.ts';
import { invalidArgument } from '../../errors.ts';
import type { Datatype } from '../../tensors/datatype.ts';

const MOST_ELEMENTS = 1_000_000;

export interface Classes {
  /** How many of the largest values are wanted. */
  readonly count: number;
  /** Whether the first dimension is a batch, whose rows are classified one by one. */
  readonly batched: boolean;
  /** Class names, by index. */
  readonly labels: readonly string[];
}

export interface RankedClass {
  readonly index: number;
  readonly value: number | bigint;
  /** Empty when the class has no name. */
  readonly label: string;
}

type RankedDatatype = Exclude<Datatype, 'FP16' | 'BF16' | 'BOOL' | 'BYTES'>;

/** Whether values of a datatype have an order. */
export function canBeRanked(datatype: Datatype): datatype is RankedDatatype {
  return datatype !== 'FP16' && datatype !== 'BF16' && datatype !== 'BOOL' && datatype !== 'BYTES';
}

/**
 * The largest values of each row of a tensor, largest first.
 * @throws InferdeckError for datatypes that have no order, and for tensors beyond all reason
 */
export function rankClasses(
  { datatype, shape, data }: Tensor,
  { count, batched, labels }: Classes,
): readonly (readonly RankedClass[])[] {
  if (!canBeRanked(datatype)) {
    throw invalidArgument(`class result not available for output due to unsupported type '${datatype}'`);
  }
  const total = elementCount(shape);
  if (total > MOST_ELEMENTS) throw invalidArgument('classification output tensor too large');
  const rows = batched ? (shape[0] ?? 1) : 1;
  const classes = rows === 0 ? 0 : total / rows;
  const values = typedArrayOver(datatype, data);
  return Array.from({ length: rows }, (_, row) =>
    largest(values.subarray(row * classes, (row + 1) * classes), Math.min(count, classes), labels),
  );
}

function largest(values: NumericArray, count: number, labels: readonly string[]): readonly RankedClass[] {
  const ranked = Array.from({ length: values.length }, (_, index) => ({ value: values[index] ?? 0, index }));
  ranked.sort((a, b) => order(a.value, b.value) || a.index - b.index);
  return ranked.slice(0, count).map((found) => ({ ...found, label: labels[found.index] ?? '' }));
}

/** Descending; what is no number comes last. */
function order(a: number | bigint, b: number | bigint): number {
  if (a === b) return 0;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a > b ? -1 : 1;
}
