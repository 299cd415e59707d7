/** What is tried of a model's configuration. */
export interface Setting {
  readonly instances: number;
  readonly maxBatchSize: number;
  /** Batch sizes that are waited for; empty leaves the choice to the server. */
  readonly preferredSizes: readonly number[];
  readonly delayUs: number;
  /** Threads of each instance; 0 lets the server share the cores out. */
  readonly threads: number;
}

/** The values that may be tried for each part of a setting, ascending. */
export interface SettingSpace {
  readonly instances: readonly number[];
  readonly maxBatchSize: readonly number[];
  readonly preferredSizes: readonly (readonly number[])[];
  readonly delayUs: readonly number[];
  readonly threads: readonly number[];
}

/** What a setting gave under load. */
export interface Measurement {
  /** Answered requests a second. */
  readonly throughput: number;
  /** Milliseconds. */
  readonly p95: number;
  readonly failed: number;
}

export interface TunedPoint {
  readonly setting: Setting;
  readonly measured: Measurement;
  /** Whether the measurement was cut short because other points were better in every way. */
  readonly cutShort: boolean;
}

/** A space for a machine: powers of two up to its cores and up to the largest batch. */
export function settingSpace(cores: number, largestBatch: number): SettingSpace {
  return {
    instances: powersOfTwo(Math.max(1, cores)),
    maxBatchSize: powersOfTwo(largestBatch),
    preferredSizes: [
      [],
      ...powersOfTwo(largestBatch)
        .filter((size) => size >= 4)
        .map((size) => [size]),
    ],
    delayUs: [0, 100, 300, 1000, 3000, 10_000],
    threads: [0, ...powersOfTwo(cores)],
  };
}

function powersOfTwo(most: number): readonly number[] {
  const powers: number[] = [];
  for (let power = 1; power <= most; power *= 2) powers.push(power);
  return powers;
}

/** One text for each setting that behaves in its own way. */
export function keyOf({ instances, maxBatchSize, preferredSizes, delayUs, threads }: Setting): string {
  return [instances, maxBatchSize, preferredSizes.join('+'), delayUs, threads].join('/');
}
