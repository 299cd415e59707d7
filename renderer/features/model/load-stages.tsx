import { TbCheck, TbMinus, TbX } from 'react-icons/tb';
import type { Failure } from '../../../server/protocols/desk/contract.ts';
import classes from './load-stages.module.css';

const STAGES: readonly { readonly stage: Failure['stage']; readonly label: string }[] = [
  { stage: 'repository', label: 'Find its folder' },
  { stage: 'configuration', label: 'Read the config' },
  { stage: 'model file', label: 'Read the model file' },
  { stage: 'load', label: 'Create instances' },
];

/** How far a load came: what was done, where it stopped, what was never begun. */
export function LoadStages({ stage: failed }: { readonly stage: Failure['stage'] }) {
  const at = STAGES.findIndex(({ stage }) => stage === failed);
  return (
    <ol className={classes.stages} aria-label="How far the load came">
      {STAGES.map(({ stage, label }, index) => {
        const outcome = index < at ? 'done' : index === at ? 'failed' : 'not begun';
        const OutcomeIcon = { done: TbCheck, failed: TbX, 'not begun': TbMinus }[outcome];
        return (
          <li key={stage} className={classes.stage} data-outcome={outcome}>
            <span className={classes.mark}>
              <OutcomeIcon size={14} strokeWidth={2.25} aria-hidden="true" />
            </span>
            <span>
              {label}
              <span className={classes.outcome}>{outcome}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
