import { Button } from '@mantine/core';
import type { ComparisonState } from '../../../server/comparison/comparison-state.ts';
import { removeComparison } from '../../queries/comparisons.ts';
import { notifyFailure } from '../../ui/notify-failure.ts';
import classes from './compare-setup.module.css';

/** How far a comparison is, and the button that stops it. */
export function CompareProgress({ comparison }: { readonly comparison: ComparisonState }) {
  const { id, done, total, phase } = comparison;
  return (
    <span className={classes.progress}>
      <progress max={Math.max(1, total)} value={done} aria-label="Requests sent" />
      <span>{phase}</span>
      <Button
        variant="default"
        onClick={() =>
          void removeComparison(id).catch((thrown: unknown) => notifyFailure('Not cancelled', thrown))
        }
      >
        Cancel
      </Button>
    </span>
  );
}
