/** A set of inputs, told without them. */
export interface SetFacts {
  /** As people know it: `digits`, or `300 random inputs, seed 1`. */
  readonly name: string;
  readonly samples: number;
  /** How many of the samples have a label. */
  readonly labelled: number;
  /** Whether its samples are pictures that can be shown. */
  readonly pictures: boolean;
  /** SHA-256 over its files; undefined for inputs that are made up. */
  readonly hash?: string | undefined;
}

/** A set that the server keeps from one start to the next. */
export interface KeptSet {
  readonly id: string;
  readonly name: string;
  readonly keptAt: string;
  readonly files: number;
  readonly bytes: number;
}
