import type { Datatype } from '../tensors/datatype.ts';

/** Elements match when |b − a| is at most `absolute` + `relative` · |a|. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

const EXACT: Tolerance = { absolute: 0, relative: 0 };

/** What rounding alone may do to a result of each precision; the defaults of PyTorch's `assert_close`. */
const TOLERANCES: Partial<Record<Datatype, Tolerance>> = {
  BF16: { absolute: 1e-5, relative: 1.6e-2 },
  FP16: { absolute: 1e-5, relative: 1e-3 },
  FP32: { absolute: 1e-5, relative: 1.3e-6 },
  FP64: { absolute: 1e-7, relative: 1e-7 },
};

/** The looser of the tolerances of two datatypes; whole numbers, BOOL and BYTES must be equal. */
export function toleranceFor(a: Datatype, b: Datatype): Tolerance {
  const [first, second] = [TOLERANCES[a] ?? EXACT, TOLERANCES[b] ?? EXACT];
  return first.relative >= second.relative ? first : second;
}
