import type { ComparisonPlan, ComparisonSide } from './plan.ts';

/** What a side is called: `v1` where both are of one model, `mnist v1` otherwise. */
export function sideName(side: ComparisonSide, { a, b }: Pick<ComparisonPlan, 'a' | 'b'>): string {
  return a.model === b.model ? `v${side.version}` : `${side.model} v${side.version}`;
}
