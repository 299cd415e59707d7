import * as z from 'zod/mini';
import type { ComparisonState } from './comparison-state.ts';
import { comparisonPlan } from './plan.ts';

/** The fields of a comparison's state as JSON; apart from its report, which only the page of comparisons reads. */
export const stateFields = {
  id: z.string(),
  plan: comparisonPlan,
  startedAt: z.string(),
  endedAt: z.optional(z.string()),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  phase: z.string(),
  done: z.number(),
  total: z.number(),
  why: z.optional(z.string()),
};

export const comparisonState: z.ZodMiniType<ComparisonState> = z.object(stateFields);
