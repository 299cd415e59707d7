/** How often, and how many nanoseconds altogether. */
export interface Duration {
  count: number;
  ns: number;
}

/** Nothing yet. */
export function noDuration(): Duration {
  return { count: 0, ns: 0 };
}

/** Counts one more. */
export function addDuration(duration: Duration, ns: number): void {
  duration.count += 1;
  duration.ns += ns;
}
