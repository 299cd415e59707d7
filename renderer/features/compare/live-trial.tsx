import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ComparisonSide } from '../../../server/comparison/plan.ts';
import type { TrialState } from '../../../server/lifecycle/trial/contract.ts';
import { endTrial, settleTrial, trialQuery } from '../../queries/trials.ts';
import { Card } from '../../ui/card.tsx';
import { notifyFailure } from '../../ui/notify-failure.ts';
import classes from './live-trial.module.css';
import { TrialNumbers } from './trial-numbers.tsx';
import { TrialStart } from './trial-start.tsx';

interface LiveTrialProps {
  readonly model: string;
  readonly a: ComparisonSide | undefined;
  readonly b: ComparisonSide | undefined;
}

/** Two versions on the live requests of their model: begun, watched, and given to one of them. */
export function LiveTrial({ model, a, b }: LiveTrialProps) {
  const { data } = useQuery(trialQuery(model));
  const client = useQueryClient();
  const carryOut = (change: Promise<{ readonly trial: TrialState | null }>) => {
    change.then(
      (answer) => client.setQueryData(trialQuery(model).queryKey, answer),
      (thrown: unknown) => notifyFailure('The trial was not changed', thrown),
    );
  };
  if (data === undefined) return null;
  const { trial } = data;
  if (trial === null) return <TrialStart model={model} a={a} b={b} carryOut={carryOut} />;
  const give = (side: 'a' | 'b') => (
    <Button
      variant="default"
      disabled={trial.settled === side}
      onClick={() => carryOut(settleTrial(model, side))}
    >
      {`All to v${trial[side]}`}
    </Button>
  );
  return (
    <Card
      title="On live requests"
      note={noteOf(trial)}
      flush
      actions={
        <span className={classes.actions}>
          {give('a')}
          {give('b')}
          <Button variant="default" onClick={() => carryOut(endTrial(model))}>
            Put away
          </Button>
        </span>
      }
    >
      {trial.why === undefined ? null : (
        <p role="alert" className={classes.why}>
          {trial.why}
        </p>
      )}
      <TrialNumbers trial={trial} />
    </Card>
  );
}

function noteOf({ settled, kind, share, ...versions }: TrialState): string {
  if (settled !== undefined)
    return `over: v${versions[settled]} answers what names no version, until this is put away`;
  const part = `${Math.round(share * 100)} %`;
  return kind === 'split'
    ? `v${versions.b} answers ${part} of what names no version`
    : `v${versions.a} answers what names no version; ${part} is asked of v${versions.b} again`;
}
