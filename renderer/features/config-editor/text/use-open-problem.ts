import { useMemo, useState } from 'react';
import type { Diagnosis } from '../../../../server/config/language/diagnose.ts';
import type { Problem } from '../../../../server/config/problem.ts';
import { nextProblem } from './next-problem.ts';

export interface OpenProblem {
  readonly open: Problem | undefined;
  readonly show: (problem: Problem) => void;
  readonly close: () => void;
  /** The one behind a place, or before it; the first again after the last. */
  readonly step: (from: number, direction: 1 | -1) => Problem | undefined;
}

/** Which problem is open under its line. It stays the same one while its place moves, and is gone when it is settled. */
export function useOpenProblem({ problems }: Diagnosis): OpenProblem {
  const [chosen, setChosen] = useState<Pick<Problem, 'field' | 'message'>>();
  const open = problems.find(({ field, message }) => field === chosen?.field && message === chosen.message);
  return useMemo(
    () => ({
      open,
      show: setChosen,
      close: () => setChosen(undefined),
      step: (from, direction) => nextProblem(problems, from, direction),
    }),
    [open, problems],
  );
}
