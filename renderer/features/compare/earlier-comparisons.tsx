import { NativeSelect } from '@mantine/core';
import type { ComparisonState } from '../../../server/comparison/comparison-state.ts';
import classes from './compare-page.module.css';
import { sideName } from '../../../server/comparison/side-name.ts';
import type { ShownComparison } from './use-comparison.ts';

const WORDS = {
  running: 'running',
  done: '',
  failed: 'failed',
  cancelled: 'cancelled',
} as const satisfies Record<ComparisonState['state'], string>;

/** The comparisons of a model that the server remembers, to look at one again. */
export function EarlierComparisons({ comparison }: { readonly comparison: ShownComparison }) {
  const { all, current, show } = comparison;
  if (all.length < 2 || current === undefined) return null;
  return (
    <NativeSelect
      className={classes.earlier}
      aria-label="Which comparison"
      value={current.id}
      data={all.map((state) => ({ value: state.id, label: titleOf(state) }))}
      onChange={(event) => show(event.currentTarget.value)}
    />
  );
}

function titleOf({ plan, startedAt, state }: ComparisonState): string {
  const at = new Date(startedAt).toLocaleString([], { dateStyle: 'short', timeStyle: 'medium' });
  return [at, `${sideName(plan.a, plan)} against ${sideName(plan.b, plan)}`, WORDS[state]]
    .filter((part) => part !== '')
    .join(' · ');
}
