import { Button, Checkbox, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { BatchAxisPlan } from '../../../server/batch-axis/contract.ts';
import { createVersion } from '../../queries/batch-axis.ts';
import { counted } from '../../ui/format.ts';
import { notifyFailure } from '../../ui/notify-failure.ts';
import { TextChanges } from '../../ui/text-changes.tsx';
import { ProofTable } from './proof-table.tsx';
import classes from './batch-axis.module.css';

interface BatchAxisPlanFormProps {
  readonly id: string;
  readonly plan: BatchAxisPlan;
  readonly maxBatchSize: number;
  readonly onMaxBatchSize: (size: number) => void;
  readonly onCancel: () => void;
  readonly onCreated: () => void;
}

/** The new version, what was shown of it, and the configuration that goes with it; nothing is written before the button. */
export function BatchAxisPlanForm(props: BatchAxisPlanFormProps) {
  const { id, plan, maxBatchSize, onMaxBatchSize, onCancel, onCreated } = props;
  const [writeConfig, setWriteConfig] = useState(true);
  const [busy, setBusy] = useState(false);
  const create = async () => {
    setBusy(true);
    try {
      const { version, failure } = await createVersion(id, { maxBatchSize, writeConfig });
      if (failure !== undefined) notifyFailure(`Version ${version} was created but did not load`, failure);
      onCreated();
    } catch (thrown) {
      notifyFailure(`Version ${plan.newVersion} was not created`, thrown);
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <p>
        Version {plan.newVersion} will take any number of rows where version {plan.fromVersion} takes exactly{' '}
        {plan.oldBatch}. {changes(plan.changedNodes)} Version {plan.fromVersion} stays as it is.
      </p>
      <ProofTable proof={plan.proof} />
      <div className={classes.config}>
        <h3 className={classes.heading}>Configuration</h3>
        <NumberInput
          label="Largest batch"
          size="xs"
          w={120}
          min={1}
          max={65_536}
          value={maxBatchSize}
          onChange={(size) => typeof size === 'number' && size >= 1 && onMaxBatchSize(size)}
        />
      </div>
      <TextChanges
        label="Configuration, before and after"
        before={plan.config.before ?? ''}
        after={plan.config.after}
      />
      <div className={classes.foot}>
        <Checkbox
          size="xs"
          label="Write the configuration"
          checked={writeConfig}
          onChange={(event) => setWriteConfig(event.currentTarget.checked)}
        />
        <span className={classes.room} />
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="filled" disabled={busy} data-autofocus>
          Create version {plan.newVersion}
        </Button>
      </div>
    </form>
  );
}

function changes(count: number): string {
  return count === 0
    ? 'Nothing else in the graph holds the old batch.'
    : `${counted(count, 'place')} in the graph held the old batch.`;
}
