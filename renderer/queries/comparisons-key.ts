import type { ComparisonState } from '../../server/comparison/comparison-state.ts';

/** Apart from the queries, so that the schema of reports is fetched with the page that needs it. */
export const comparisonsKey = ['comparisons'] as const;

/** The states with one added at the front, or brought up to date in its place. */
export function withComparison(
  states: readonly ComparisonState[],
  state: ComparisonState,
): readonly ComparisonState[] {
  const known = states.some(({ id }) => id === state.id);
  return known ? states.map((other) => (other.id === state.id ? state : other)) : [state, ...states];
}
