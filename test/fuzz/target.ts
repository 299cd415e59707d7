import type { Seeded } from '../support/seeded.ts';

/** Something that must withstand any input. */
export interface FuzzTarget {
  readonly name: string;
  /** What is fuzzed and what must hold, as a sentence. */
  readonly description: string;
  /** An input for a run; the same random source gives the same one. */
  readonly input: (random: Seeded) => string | Uint8Array;
  /** Throws when something that must hold does not. */
  readonly check: (input: string | Uint8Array, random: Seeded) => void;
}
