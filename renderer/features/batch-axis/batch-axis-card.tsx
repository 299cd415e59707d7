import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ModelDetail } from '../../../server/protocols/desk/contract.ts';
import { startBatchAxis } from '../../queries/batch-axis.ts';
import { Card } from '../../ui/card.tsx';
import { notifyFailure } from '../../ui/notify-failure.ts';
import { BatchAxisDialog } from './batch-axis-dialog.tsx';
import classes from './batch-axis.module.css';
import { fixedBatch } from './fixed-batch.ts';

/** Offers to free the batch axis of an ONNX model that was exported with a fixed one; nothing for any other model. */
export function BatchAxisCard({ detail }: { readonly detail: ModelDetail }) {
  const { summary } = detail;
  const [id, setId] = useState<string>();
  const [busy, setBusy] = useState(false);
  const batch = fixedBatch(detail);
  if (batch === undefined && id === undefined) return null;
  const start = async () => {
    setBusy(true);
    try {
      setId((await startBatchAxis(summary.name, {})).id);
    } catch (thrown) {
      notifyFailure('The batch axis cannot be freed', thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title="Batch axis">
      {batch === undefined ? null : (
        <p className={classes.lead}>
          The model file takes exactly {batch === 1 ? 'one row' : `${batch} rows`} at a time, so the server
          cannot join requests.
        </p>
      )}
      <Button onClick={() => void start()} disabled={busy}>
        Free the batch axis…
      </Button>
      {id === undefined ? null : <BatchAxisDialog key={id} id={id} onClose={() => setId(undefined)} />}
    </Card>
  );
}
