import { numbersOf } from '../tensors/numbers-of.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { type OutputProof, PROOF_TOLERANCE } from './proof.ts';

/** The differences of one output, gathered row by row. */
export class RowDifferences {
  readonly #output: string;
  #rows = 0;
  #maxAbsolute = 0;
  #maxRelative = 0;
  #mismatches = 0;

  constructor(output: string) {
    this.#output = output;
  }

  /** Compares what the original gave for a row with what the new version gave. Pairs of NaN are equal. */
  add(original: Tensor, freed: Tensor): void {
    this.#rows += 1;
    const [a, b] = [numbersOf(original), numbersOf(freed)];
    if (a.length !== b.length) {
      this.#mismatches += Math.max(a.length, b.length);
      return;
    }
    const magnitude = a.reduce(
      (largest, value) => Math.max(largest, Number.isFinite(value) ? Math.abs(value) : 0),
      1,
    );
    const allowed = (PROOF_TOLERANCE[original.datatype] ?? 0) * magnitude;
    a.forEach((value, at) => this.#pair(value, b[at] ?? Number.NaN, allowed));
  }

  #pair(a: number, b: number, allowed: number): void {
    if (Object.is(a, b) || a === b) return;
    const apart = Math.abs(a - b);
    if (!(apart <= allowed)) this.#mismatches += 1;
    if (!Number.isFinite(apart)) return;
    this.#maxAbsolute = Math.max(this.#maxAbsolute, apart);
    this.#maxRelative = Math.max(this.#maxRelative, apart / Math.max(Math.abs(a), Math.abs(b)));
  }

  get result(): OutputProof {
    return {
      output: this.#output,
      rows: this.#rows,
      maxAbsolute: this.#maxAbsolute,
      maxRelative: this.#maxRelative,
      mismatches: this.#mismatches,
    };
  }
}
