import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BatchAxisState } from '../../../server/batch-axis/contract.ts';
import { batchAxisQuery, forgetBatchAxis } from '../../queries/batch-axis.ts';
import { messageOf } from '../../../server/errors.ts';
import { ProgressRing } from '../../ui/progress-ring.tsx';
import { BatchAxisPlanForm } from './batch-axis-plan.tsx';
import classes from './batch-axis.module.css';

interface BatchAxisDialogProps {
  readonly id: string;
  readonly onClose: () => void;
}

const TITLES: Readonly<Record<BatchAxisState['state'], string>> = {
  running: 'Freeing the batch axis',
  refused: 'The batch axis cannot be freed',
  proven: 'Free the batch axis',
};

/** A free batch axis from its proof to the new version; or the node that stands in the way. */
export function BatchAxisDialog({ id, onClose }: BatchAxisDialogProps) {
  const [maxBatchSize, setMaxBatchSize] = useState(32);
  const { data: state, error } = useQuery({
    ...batchAxisQuery(id, maxBatchSize),
    placeholderData: (before) => before,
  });
  const dismiss = () => {
    void forgetBatchAxis(id).catch(() => {});
    onClose();
  };
  return (
    <Modal opened onClose={dismiss} title={TITLES[state?.state ?? 'running']} size={820} radius={12}>
      {error === null ? null : <p role="alert">{messageOf(error)}</p>}
      {state?.state === 'refused' ? (
        <Refused state={state} />
      ) : state?.state === 'proven' ? (
        <BatchAxisPlanForm
          id={id}
          plan={state.plan}
          maxBatchSize={maxBatchSize}
          onMaxBatchSize={setMaxBatchSize}
          onCancel={dismiss}
          onCreated={onClose}
        />
      ) : (
        <div className={classes.foot}>
          <p role="status" className={classes.phase}>
            <ProgressRing size={14} /> {state?.phase ?? 'asking the server'}
          </p>
          <Button onClick={dismiss}>Cancel</Button>
        </div>
      )}
    </Modal>
  );
}

function Refused({ state }: { readonly state: Extract<BatchAxisState, { state: 'refused' }> }) {
  const { message, nextStep, blocking } = state;
  return (
    <div role="alert">
      {blocking === undefined ? (
        <p>{message}</p>
      ) : (
        <p>
          Node <code>{blocking.node}</code> ({blocking.operator}) stands in the way: {blocking.reason}.
        </p>
      )}
      <p className={classes.lead}>{nextStep} Nothing was written.</p>
    </div>
  );
}
