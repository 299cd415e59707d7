/** How close an output of the new version is to the original's, over all rows that were run. */
export interface OutputProof {
  readonly output: string;
  readonly rows: number;
  readonly maxAbsolute: number;
  /** The largest difference over the larger magnitude of its two elements. */
  readonly maxRelative: number;
  /** Elements further apart than rounding explains. */
  readonly mismatches: number;
}

/** What was run to show that a new version answers each row as the original did. */
export interface Proof {
  /** Sizes of the batches. */
  readonly batches: readonly number[];
  /** Each batch, row by row, against the original. */
  readonly equality: readonly OutputProof[];
  /** The same rows in the company of quite different ones, against the original. */
  readonly independence: readonly OutputProof[];
  readonly holds: boolean;
}

/** Elements may differ by rounding: this much of the largest magnitude in their output, or of 1 where that is smaller. */
export const PROOF_TOLERANCE: Readonly<Record<string, number>> = {
  FP64: 1e-9,
  FP32: 1e-5,
  FP16: 1e-2,
  BF16: 1e-1,
};
