import type { ComparisonPlan } from './plan.ts';
import type { Report } from './report.ts';

/** The plan of a comparison for a file: a set that only one server keeps becomes the files that it came from. */
export function portablePlan({ plan, set }: Pick<Report, 'plan' | 'set'>): ComparisonPlan {
  if (plan.set.kind !== 'kept') return plan;
  const { name: path, hash } = set;
  return { ...plan, set: { kind: 'files', path, ...(hash !== undefined && { hash }) } };
}
