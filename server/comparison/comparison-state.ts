import type { ComparisonPlan } from './plan.ts';
import type { Report } from './report.ts';

/** A comparison of the server, under way or over. */
export interface ComparisonState {
  readonly id: string;
  readonly plan: ComparisonPlan;
  readonly startedAt: string;
  readonly endedAt?: string | undefined;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  /** What it does now, in words. */
  readonly phase: string;
  /** Requests sent and planned; both 0 until the inputs are read. */
  readonly done: number;
  readonly total: number;
  /** Why it failed. */
  readonly why?: string | undefined;
}

/** A comparison with what it found, once it is done. */
export interface ComparisonRecord extends ComparisonState {
  readonly report?: Report | undefined;
}
