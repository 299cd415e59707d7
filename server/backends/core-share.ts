import { availableParallelism } from 'node:os';

/** How many threads an instance may keep busy when the instances of a version share the cores evenly. */
export function coreShare(siblings: number): number {
  return Math.max(1, Math.floor(availableParallelism() / siblings));
}
