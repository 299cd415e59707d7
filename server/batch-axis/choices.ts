/** Runs of a search in which some steps have several options: each run takes the next combination not tried yet. */
export class Choices {
  #path: { taken: number; readonly of: number }[] = [];
  #at = 0;

  /** Takes an option; the first one at a step that is reached for the first time. */
  readonly choose = <T>(options: readonly [T, ...T[]]): T => {
    const step = this.#path[this.#at] ?? { taken: 0, of: options.length };
    this.#path[this.#at] = step;
    this.#at += 1;
    return options[step.taken] ?? options[0];
  };

  /** Turns to the next combination: the last step that has an option left takes it. @returns false when all were tried */
  next(): boolean {
    const untried = this.#path.slice(0, this.#at).findLastIndex(({ taken, of }) => taken + 1 < of);
    const step = this.#path[untried];
    if (step === undefined) return false;
    this.#path = [...this.#path.slice(0, untried), { taken: step.taken + 1, of: step.of }];
    this.#at = 0;
    return true;
  }
}
