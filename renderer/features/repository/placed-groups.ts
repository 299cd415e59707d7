import type { Group } from './arrange-models.ts';

/** The group in which each model's row stands. */
export type Placed = ReadonlyMap<string, Group>;

/** Whether some row stands in a group that is no longer its model's. */
export function isOutOfPlace(placed: Placed, measured: Placed): boolean {
  return [...measured].some(([name, group]) => placed.get(name) !== group);
}

/** The rows where they stand, with models that were not there before in their own groups. */
export function withNewcomers(placed: Placed, measured: Placed): Placed {
  const newcomers = [...measured].filter(([name]) => !placed.has(name));
  return newcomers.length === 0 ? placed : new Map([...placed, ...newcomers]);
}
