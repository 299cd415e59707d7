import { packBytes } from '../../tensors/bytes-elements.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import { type Classes, type RankedClass, rankClasses } from './rank-classes.ts';

/** From here on JavaScript's `toFixed` writes an exponent. */
const FIXED_LIMIT = 1e21;

const encoder = new TextEncoder();

/**
 * The largest values of a tensor as `value:index` or `value:index:label`, largest first: a BYTES tensor of the shape
 * [count], or [batch, count].
 * @throws InferdeckError for datatypes that have no order, and for tensors beyond all reason
 */
export function classify(tensor: Tensor, classes: Classes): Tensor {
  const rows = rankClasses(tensor, classes);
  const isFloat = tensor.datatype === 'FP32' || tensor.datatype === 'FP64';
  const found = rows[0]?.length ?? 0;
  return {
    name: tensor.name,
    datatype: 'BYTES',
    shape: classes.batched ? [rows.length, found] : [found],
    data: packBytes(rows.flat().map((ranked) => encoder.encode(textOf(ranked, isFloat)))),
  };
}

function textOf({ value, index, label }: RankedClass, isFloat: boolean): string {
  return `${written(value, isFloat)}:${index}${label === '' ? '' : `:${label}`}`;
}

function written(value: number | bigint, isFloat: boolean): string {
  if (typeof value === 'bigint' || !isFloat) return String(value);
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Math.abs(value) < FIXED_LIMIT ? value.toFixed(6) : `${BigInt(value)}.000000`;
}
