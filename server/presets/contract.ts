import type { Tolerance } from '../comparison/tolerance.ts';
import type { TensorOutline } from '../requests/contract.ts';

/** A golden preset as the window lists it. */
export type PresetFacts =
  | {
      readonly state: 'readable';
      readonly name: string;
      readonly inputs: readonly TensorOutline[];
      readonly outputs: readonly TensorOutline[];
      /** Left out: what rounding may do to the datatype. */
      readonly tolerance?: Tolerance;
    }
  | { readonly state: 'broken'; readonly name: string; readonly why: string };

/** What becomes a preset: a request that was made, with its answer. */
export interface PresetWish {
  readonly name: string;
  /** Id of a kept request. */
  readonly request: string;
  readonly tolerance?: Tolerance;
  /** Whether one of this name may be written over. */
  readonly replace: boolean;
}

/** Whether a version answers a preset as expected. */
export interface PresetCheck {
  readonly name: string;
  readonly milliseconds: number;
  /** What is not as expected; left out when all is. */
  readonly trouble?: string;
}
