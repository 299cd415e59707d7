import type { Problem } from '../../../../server/config/problem.ts';

/** The problem behind or before an offset, going round at the ends; undefined when there is none at all. */
export function nextProblem(
  problems: readonly Problem[],
  from: number,
  direction: 1 | -1,
): Problem | undefined {
  if (direction === 1) return problems.find(({ start }) => start > from) ?? problems[0];
  return problems.findLast(({ start }) => start < from) ?? problems.at(-1);
}

/** The problem that is marked at an offset, otherwise the first one of its line. */
export function problemAt(problems: readonly Problem[], offset: number, line: number): Problem | undefined {
  return (
    problems.find(({ start, end }) => start <= offset && offset <= end) ??
    problems.find((problem) => problem.line === line)
  );
}
