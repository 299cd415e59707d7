import type { ModelInspection } from './backend.ts';

/** How often each type of operator occurs, the most frequent first. */
export function countOperators(types: readonly string[]): ModelInspection['operators'] {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .map(([type, count]) => ({ type, count }))
    .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
}
