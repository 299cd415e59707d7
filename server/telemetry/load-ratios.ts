/** Upper bounds of the buckets; the last bucket has none. */
export const LOAD_RATIO_BOUNDS: readonly number[] = [1.05, 1.1, 1.25, 1.5, 2, 10, 50];

/** How much longer requests took than was computed for them: 1 is a request that never waited. A metric of 2019. */
export class LoadRatios {
  readonly #counts = [...LOAD_RATIO_BOUNDS.map(() => 0), 0];
  #sum = 0;

  get sum(): number {
    return this.#sum;
  }

  /** Requests whose ratio is at most each bound, and at last all of them. */
  get cumulative(): readonly number[] {
    let total = 0;
    return this.#counts.map((count) => (total += count));
  }

  /** @param elapsedNs of the whole request @param computeNs of that in the model */
  record(elapsedNs: number, computeNs: number): void {
    const ratio = elapsedNs / Math.max(1, computeNs);
    const bucket = LOAD_RATIO_BOUNDS.findIndex((bound) => ratio <= bound);
    const place = bucket < 0 ? LOAD_RATIO_BOUNDS.length : bucket;
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    this.#sum += ratio;
  }
}
