/** How something ended: every answer of the service says it in its message, and the call itself never fails. */
export interface Outcome<T> {
  readonly result?: T;
  readonly failure?: unknown;
}

/** Does something and catches what it throws. */
export async function outcome<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { result: await work() };
  } catch (failure) {
    return { failure };
  }
}
