import { Button, NumberInput, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ComparisonSide } from '../../../server/comparison/plan.ts';
import type { TrialPlan, TrialState } from '../../../server/lifecycle/trial/contract.ts';
import { startTrial } from '../../queries/trials.ts';
import classes from './live-trial.module.css';

const KINDS = [
  { value: 'mirror', label: 'Mirror' },
  { value: 'split', label: 'Split' },
] as const satisfies readonly { readonly value: TrialPlan['kind']; readonly label: string }[];

interface TrialStartProps {
  readonly model: string;
  readonly a: ComparisonSide | undefined;
  readonly b: ComparisonSide | undefined;
  readonly carryOut: (change: Promise<{ readonly trial: TrialState | null }>) => void;
}

/** Offers to try B on live requests, where both sides are served versions of this model. */
export function TrialStart({ model, a, b, carryOut }: TrialStartProps) {
  const [kind, setKind] = useState<TrialPlan['kind']>('mirror');
  const [percent, setPercent] = useState<number | string>(10);
  const [versionA, versionB] = [servedVersion(a, model), servedVersion(b, model)];
  if (versionA === undefined || versionB === undefined || versionA === versionB) return null;
  const share = Number(percent) / 100;
  return (
    <div className={classes.start}>
      <span>{`v${versionB} on live requests`}</span>
      <SegmentedControl aria-label="Kind of trial" value={kind} onChange={setKind} data={[...KINDS]} />
      <NumberInput
        aria-label="Share of the live requests"
        className={classes.share}
        value={percent}
        onChange={setPercent}
        min={1}
        max={100}
        suffix=" %"
        allowDecimal={false}
      />
      <Button
        variant="default"
        disabled={!(share > 0 && share <= 1)}
        onClick={() => carryOut(startTrial(model, { kind, a: versionA, b: versionB, share }))}
      >
        Begin
      </Button>
      <span>
        {kind === 'mirror'
          ? `v${versionA} answers everyone; v${versionB} is asked again, unseen, and the answers are compared. It takes its computing time.`
          : `v${versionB} answers this share of the requests that name no version, v${versionA} the others.`}
      </span>
    </div>
  );
}

function servedVersion(side: ComparisonSide | undefined, model: string): number | undefined {
  return side?.kind === 'version' && side.model === model ? side.version : undefined;
}
