import { judgedSamples } from '../../../server/comparison/report.ts';
import type { ComparisonRun, SampleResult } from '../../../server/comparison/run.ts';

/** Samples on which the sides disagree in one way. */
export interface SampleGroup {
  readonly name: string;
  readonly samples: readonly SampleResult[];
}

/** Every way to disagree: by what became of the true label where it is known, by the answer where not, and by the numbers. */
export function sampleGroups(run: ComparisonRun): readonly SampleGroup[] {
  const { results } = run;
  const differing = { name: 'Outputs differ', samples: byDistance(results) };
  if (results.some(({ label, ranked }) => label !== undefined && ranked !== undefined)) {
    return [...labelledGroups(run), differing];
  }
  if (results.every(({ ranked }) => ranked === undefined)) return [differing];
  const other = results.filter(
    ({ ranked }) => ranked !== undefined && ranked.a[0].label !== ranked.b[0].label,
  );
  return [{ name: 'Other answer', samples: other }, differing];
}

function labelledGroups(run: ComparisonRun): readonly SampleGroup[] {
  const outcomes = new Map(judgedSamples(run).map(({ at, outcome }) => [at, outcome]));
  const groupOf = (name: string, outcome: string): SampleGroup => ({
    name,
    samples: run.results.filter(({ at }) => outcomes.get(at) === outcome),
  });
  return [groupOf('Fixed', 'fixed'), groupOf('Broken', 'broken'), groupOf('Both wrong', 'both-wrong')];
}

/** Those that lie outside the tolerance, or cannot be compared, the farthest first. */
function byDistance(results: readonly SampleResult[]): readonly SampleResult[] {
  return results
    .map((sample) => ({ sample, distance: distanceOf(sample) }))
    .filter(({ distance }) => distance > 0)
    .sort((x, y) => y.distance - x.distance)
    .map(({ sample }) => sample);
}

function distanceOf({ outputs }: SampleResult): number {
  return outputs.reduce((farthest, { difference }) => {
    if (difference.state === 'incomparable') return Number.POSITIVE_INFINITY;
    if (difference.mismatches === 0) return farthest;
    return Math.max(
      farthest,
      difference.state === 'numbers' ? difference.maxAbsolute : difference.mismatches,
    );
  }, 0);
}
