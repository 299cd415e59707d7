import { invalidArgument } from '../../errors.ts';
import { packBytes } from '../../tensors/bytes-elements.ts';
import { elementCount } from '../../tensors/shape.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import { type NumericArray, typedArrayOver } from '../../tensors/typed-array.ts';

const MOST_ELEMENTS = 1_000_000;
/** From here on JavaScript's `toFixed` writes an exponent. */
const FIXED_LIMIT = 1e21;

const encoder = new TextEncoder();

export interface Classes {
  /** How many of the largest values are wanted. */
  readonly count: number;
  /** Whether the first dimension is a batch, whose rows are classified one by one. */
  readonly batched: boolean;
  /** Class names, by index. */
  readonly labels: readonly string[];
}

/**
 * The largest values of a tensor as `value:index` or `value:index:label`, largest first: a BYTES tensor of the shape
 * [count], or [batch, count].
 * @throws InferdeckError for datatypes that have no order, and for tensors beyond all reason
 */
export function classify(tensor: Tensor, { count, batched, labels }: Classes): Tensor {
  const { name, datatype, shape, data } = tensor;
  if (datatype === 'FP16' || datatype === 'BF16' || datatype === 'BOOL' || datatype === 'BYTES') {
    throw invalidArgument(`class result not available for output due to unsupported type '${datatype}'`);
  }
  const total = elementCount(shape);
  if (total > MOST_ELEMENTS) throw invalidArgument('classification output tensor too large');
  const rows = batched ? (shape[0] ?? 1) : 1;
  const classes = rows === 0 ? 0 : total / rows;
  const found = Math.min(count, classes);
  const values = typedArrayOver(datatype, data);
  const elements = Array.from({ length: rows }, (_, row) =>
    largest(values.subarray(row * classes, (row + 1) * classes), found, labels),
  );
  return {
    name,
    datatype: 'BYTES',
    shape: batched ? [rows, found] : [found],
    data: packBytes(elements.flat().map((text) => encoder.encode(text))),
  };
}

function largest(values: NumericArray, count: number, labels: readonly string[]): string[] {
  const ranked = Array.from({ length: values.length }, (_, index) => ({ value: values[index] ?? 0, index }));
  ranked.sort((a, b) => order(a.value, b.value) || a.index - b.index);
  return ranked.slice(0, count).map(({ value, index }) => {
    const label = labels[index] ?? '';
    return `${written(value, values)}:${index}${label === '' ? '' : `:${label}`}`;
  });
}

/** Descending; what is no number comes last. */
function order(a: number | bigint, b: number | bigint): number {
  if (a === b) return 0;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a > b ? -1 : 1;
}

function written(value: number | bigint, from: NumericArray): string {
  const float = from instanceof Float32Array || from instanceof Float64Array;
  if (typeof value === 'bigint' || !float) return String(value);
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Math.abs(value) < FIXED_LIMIT ? value.toFixed(6) : `${BigInt(value)}.000000`;
}
