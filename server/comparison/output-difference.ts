import { finite } from './finite.ts';
import type { Datatype } from '../tensors/datatype.ts';
import { numbersOf, textsOf } from '../tensors/numbers-of.ts';
import { formatShape, type Shape, sameShape } from '../tensors/shape.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { typedArrayOver } from '../tensors/typed-array.ts';
import { type Tolerance, toleranceFor } from './tolerance.ts';

/** Where two outputs first differ: indices along each axis, and both elements as text. */
export interface DifferingElement {
  readonly coordinates: readonly number[];
  readonly a: string;
  readonly b: string;
}

/** How far apart two numeric outputs are; pairs with a NaN or an infinity count as mismatches, not in the averages. */
export interface NumberDifference {
  readonly state: 'numbers';
  readonly elements: number;
  readonly maxAbsolute: number;
  readonly meanAbsolute: number;
  /** |b − a| over the larger magnitude, 0 where both are 0: between 0 and 2. */
  readonly maxRelative: number;
  readonly meanRelative: number;
  /** Undefined when a side is all zeros or has an element that is no finite number. */
  readonly cosine?: number | undefined;
  readonly mismatches: number;
  readonly tolerance: Tolerance;
  readonly first?: DifferingElement | undefined;
  readonly notFinite: { readonly a: NotFinite; readonly b: NotFinite };
}

export interface NotFinite {
  readonly nan: number;
  readonly infinite: number;
}

export type OutputDifference =
  | NumberDifference
  | {
      readonly state: 'texts';
      readonly elements: number;
      readonly mismatches: number;
      readonly first?: DifferingElement | undefined;
    }
  | { readonly state: 'incomparable'; readonly reason: string };

/** Compares the same output of two versions, element by element. */
export function compareOutputs(
  a: Tensor,
  b: Tensor,
  tolerance = toleranceFor(a.datatype, b.datatype),
): OutputDifference {
  if (!sameShape(a.shape, b.shape)) {
    const reason = `The shapes differ: A answers ${formatShape(a.shape)}, B ${formatShape(b.shape)}.`;
    return { state: 'incomparable', reason };
  }
  if (a.datatype === 'BYTES' && b.datatype === 'BYTES') return compareTexts(a, b);
  if (a.datatype === 'BYTES' || b.datatype === 'BYTES') {
    const reason = `The datatypes differ: A answers ${a.datatype}, B ${b.datatype}.`;
    return { state: 'incomparable', reason };
  }
  return compareNumbers(a, b, tolerance);
}

function compareTexts(a: Tensor, b: Tensor): OutputDifference {
  const [textsA, textsB] = [textsOf(a), textsOf(b)];
  const differing = textsA.flatMap((text, at) => (text === textsB[at] ? [] : [at]));
  return {
    state: 'texts',
    elements: textsA.length,
    mismatches: differing.length,
    first: elementAt(differing[0], a.shape, textsA, textsB),
  };
}

function compareNumbers(a: Tensor, b: Tensor, tolerance: Tolerance): NumberDifference {
  const [x, y] = [numbersOf(a), numbersOf(b)];
  const matches = exactMatcher(a, b) ?? ((at: number) => close(x[at] ?? 0, y[at] ?? 0, tolerance));
  const errors = { finite: 0, sum: 0, max: 0, relativeSum: 0, relativeMax: 0, mismatches: 0 };
  let first: number | undefined;
  for (let at = 0; at < x.length; at++) {
    const [left, right] = [x[at] ?? 0, y[at] ?? 0];
    if (!matches(at)) {
      errors.mismatches += 1;
      first ??= at;
    }
    const absolute = Math.abs(right - left);
    if (!Number.isFinite(absolute)) continue;
    const relative = absolute === 0 ? 0 : absolute / Math.max(Math.abs(left), Math.abs(right));
    errors.finite += 1;
    errors.sum += absolute;
    errors.relativeSum += relative;
    errors.max = Math.max(errors.max, absolute);
    errors.relativeMax = Math.max(errors.relativeMax, relative);
  }
  return {
    state: 'numbers',
    elements: x.length,
    maxAbsolute: errors.max,
    meanAbsolute: finite(errors.sum) / Math.max(1, errors.finite),
    maxRelative: errors.relativeMax,
    meanRelative: errors.relativeSum / Math.max(1, errors.finite),
    cosine: cosineOf(x, y),
    mismatches: errors.mismatches,
    tolerance,
    first: elementAt(first, a.shape, x, y),
    notFinite: { a: countNotFinite(x), b: countNotFinite(y) },
  };
}

/** Whole numbers of 64 bits are compared as they are: as floating point, neighbours beyond 2^53 would look alike. */
function exactMatcher(a: Tensor, b: Tensor): ((at: number) => boolean) | undefined {
  if (!isWide(a.datatype) || a.datatype !== b.datatype) return undefined;
  const [left, right] = [typedArrayOver(a.datatype, a.data), typedArrayOver(a.datatype, b.data)];
  return (at) => left[at] === right[at];
}

function isWide(datatype: Datatype): datatype is 'INT64' | 'UINT64' {
  return datatype === 'INT64' || datatype === 'UINT64';
}

/** NaN matches NaN, and an infinity the same infinity. */
function close(a: number, b: number, { absolute, relative }: Tolerance): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  const difference = Math.abs(b - a);
  return Number.isFinite(difference) && difference <= absolute + relative * Math.abs(a);
}

function cosineOf(x: Float64Array, y: Float64Array): number | undefined {
  let [dot, normX, normY] = [0, 0, 0];
  for (let at = 0; at < x.length; at++) {
    const [left, right] = [x[at] ?? 0, y[at] ?? 0];
    dot += left * right;
    normX += left * left;
    normY += right * right;
  }
  const cosine = dot / Math.sqrt(normX) / Math.sqrt(normY);
  return Number.isFinite(cosine) ? cosine : undefined;
}

function countNotFinite(numbers: Float64Array): NotFinite {
  let [nan, infinite] = [0, 0];
  for (const number of numbers) {
    if (Number.isNaN(number)) nan += 1;
    else if (!Number.isFinite(number)) infinite += 1;
  }
  return { nan, infinite };
}

function elementAt(
  at: number | undefined,
  shape: Shape,
  a: ArrayLike<number | string>,
  b: ArrayLike<number | string>,
): DifferingElement | undefined {
  if (at === undefined) return undefined;
  return { coordinates: coordinatesOf(at, shape), a: String(a[at]), b: String(b[at]) };
}

/** Place in row-major order to indices, outermost axis first. */
function coordinatesOf(place: number, shape: Shape): readonly number[] {
  let rest = place;
  const inner = shape.toReversed().map((extent) => {
    const index = rest % extent;
    rest = Math.floor(rest / extent);
    return index;
  });
  return inner.toReversed();
}
