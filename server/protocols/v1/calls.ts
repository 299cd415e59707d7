const NANOSECONDS = 1e6;

/** Calls of one kind, failed ones among them. */
export interface CallCount {
  readonly count: bigint;
  readonly totalTimeNs: bigint;
}

/** What is counted beside inferences. */
export type CountedCall = 'status' | 'health' | 'modelControl' | 'sharedMemory';

/** Counts the calls that are no inferences, over HTTP and gRPC together, and numbers the answers of both. */
export class Calls {
  readonly #counts = new Map<CountedCall, CallCount>();
  #answers = 0n;

  /** The number of the next answer, from 1. */
  nextAnswer(): bigint {
    this.#answers += 1n;
    return this.#answers;
  }

  /** Undefined before the first call. */
  of(kind: CountedCall): CallCount | undefined {
    return this.#counts.get(kind);
  }

  /** Counts a call when it is over, however it ends. */
  async during<T>(kind: CountedCall, work: () => T | Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await work();
    } finally {
      const took = BigInt(Math.round((performance.now() - began) * NANOSECONDS));
      const { count = 0n, totalTimeNs = 0n } = this.#counts.get(kind) ?? {};
      this.#counts.set(kind, { count: count + 1n, totalTimeNs: totalTimeNs + took });
    }
  }
}
