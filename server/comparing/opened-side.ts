import type { SideFacts } from '../comparison/report.ts';
import type { ModelSpec } from '../scheduling/tensor-spec.ts';
import type { Tensor } from '../tensors/tensor.ts';

/** One side while it is compared, whatever stands behind it. */
export interface OpenedSide {
  readonly spec: ModelSpec;
  /** Rejects with a sentence when it refuses. */
  readonly ask: (inputs: readonly Tensor[], signal: AbortSignal) => Promise<readonly Tensor[]>;
  readonly facts: () => Promise<SideFacts>;
  /** Frees what was only there for the comparison. */
  readonly close: () => Promise<void>;
}
