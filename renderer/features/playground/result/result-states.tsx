import { TbAlertOctagonFilled, TbPlayerPlay } from 'react-icons/tb';
import { ProgressRing } from '../../../ui/progress-ring.tsx';
import { useNow } from '../../../ui/use-now.ts';
import type { RunState } from '../runs.ts';
import classes from './result-states.module.css';

/** Nothing was asked yet. */
export function NoAnswerYet() {
  return (
    <div className={classes.empty}>
      <TbPlayerPlay size={28} strokeWidth={1.5} aria-hidden="true" />
      <p className={classes.title}>No answer yet</p>
      <p>Run sends what is on the left and shows here what the model says.</p>
    </div>
  );
}

/** A request takes its time. */
export function RunningNow({ version, startedAt }: { readonly version: number; readonly startedAt: number }) {
  const now = useNow(1000);
  return (
    <p className={classes.running}>
      <ProgressRing size={14} />v{version} is computing · {Math.max(0, Math.floor((now - startedAt) / 1000))}{' '}
      s
    </p>
  );
}

/** The server refused, in its own words. */
export function FailedRun({ run }: { readonly run: Extract<RunState, { state: 'failed' }> }) {
  return (
    <div className={classes.failed} role="alert">
      <TbAlertOctagonFilled size={16} aria-hidden="true" />
      <div className={classes.words}>
        <p className={classes.title}>v{run.version} did not answer</p>
        <p>{run.message}</p>
        {run.nextStep === undefined ? null : <p>{run.nextStep}</p>}
      </div>
    </div>
  );
}
