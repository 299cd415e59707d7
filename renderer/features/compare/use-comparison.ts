import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ComparisonState } from '../../../server/comparison/comparison-state.ts';
import type { Report } from '../../../server/comparison/report.ts';
import { comparisonQuery, comparisonsQuery } from '../../queries/comparisons.ts';

/** The comparisons that a model takes part in, and the one on screen. */
export interface ShownComparison {
  /** Newest first. */
  readonly all: readonly ComparisonState[];
  readonly current: ComparisonState | undefined;
  /** What the current one found, once it is done and fetched. */
  readonly report: Report | undefined;
  readonly error: Error | null;
  /** Puts one on screen; undefined follows the newest. */
  readonly show: (id: string | undefined) => void;
}

/** Follows the comparisons of a model; they run in the server, whatever page is open. */
export function useComparison(model: string): ShownComparison {
  const [chosen, show] = useState<string>();
  const { data: states = [], error } = useQuery(comparisonsQuery);
  const all = states.filter(({ plan }) => plan.a.model === model || plan.b.model === model);
  const current = all.find(({ id }) => id === chosen) ?? all[0];
  const record = useQuery({
    ...comparisonQuery(current?.id ?? ''),
    enabled: current?.state === 'done',
  });
  return { all, current, report: record.data?.report, error: error ?? record.error, show };
}
