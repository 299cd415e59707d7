import { Button, Checkbox, Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ImportAction, ImportItem, ImportPlanned } from '../../../server/protocols/desk/contract.ts';
import { counted, formatBytes } from '../../ui/format.ts';
import { ProgressRing } from '../../ui/progress-ring.tsx';
import classes from './import-dialog.module.css';
import { confirmImport, dismissImport, useImporting } from './importing.ts';
import { PlanItem } from './plan-item.tsx';

/** What would be made of a drop, to be confirmed; or why nothing can be made of it. */
export function ImportDialog() {
  const importing = useImporting();
  if (importing.state === 'idle') return null;
  const title = {
    reading: 'Import',
    refused: 'This cannot be imported',
    planned:
      importing.state === 'planned' ? `Import ${counted(importing.plan.items.length, 'dropped item')}` : '',
  }[importing.state];
  return (
    <Modal opened onClose={dismissImport} title={title} size={720} radius={12}>
      {importing.state === 'reading' ? (
        <p role="status">
          <ProgressRing size={14} /> {importing.phase}
        </p>
      ) : importing.state === 'refused' ? (
        <div role="alert">
          <p>{importing.error.message}</p>
          <p className={classes.lead}>{importing.error.nextStep} The repository was not changed.</p>
        </div>
      ) : (
        <Plan key={importing.plan.id} plan={importing.plan} />
      )}
    </Modal>
  );
}

type Actions = Readonly<Record<string, ImportAction>>;

function Plan({ plan }: { readonly plan: ImportPlanned }) {
  const [actions, setActions] = useState<Actions>({});
  const [link, setLink] = useState(false);
  const [load, setLoad] = useState(true);
  const confirm = useRef<HTMLButtonElement>(null);
  // The dialog is open since the drop was read, so nobody else moves the focus to what was waited for.
  useEffect(() => confirm.current?.focus(), []);
  const chosen = plan.items
    .map((item) => chosenOf(item, actions))
    .filter((choice) => choice?.action !== 'skip');
  const bytes = chosen
    .flatMap((choice) => choice?.files ?? [])
    .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void confirmImport(plan.id, { link, load, actions });
      }}
    >
      <p className={classes.lead}>
        Will be created in <code>{plan.repository}</code>. Nothing is written there until you choose Import.
      </p>
      <div className={classes.items}>
        {plan.items.map((item) => (
          <PlanItem
            key={item.id}
            item={item}
            choice={chosenOf(item, actions)}
            onChoose={(action) => setActions({ ...actions, [item.id]: action })}
          />
        ))}
      </div>
      <div className={classes.foot}>
        {plan.canLink ? (
          <Checkbox
            label="Link to the originals"
            checked={link}
            onChange={(event) => setLink(event.currentTarget.checked)}
          />
        ) : null}
        <Checkbox
          label="Load when done"
          checked={load}
          onChange={(event) => setLoad(event.currentTarget.checked)}
        />
        <span className={classes.room}>
          {formatBytes(bytes)} to {link ? 'link' : 'copy'}, {formatBytes(plan.freeBytes)} free
        </span>
        <Button onClick={dismissImport}>Cancel</Button>
        <Button ref={confirm} type="submit" variant="filled" disabled={chosen.length === 0} data-autofocus>
          Import {counted(chosen.length, 'item')}
        </Button>
      </div>
    </form>
  );
}

function chosenOf({ id, choices }: ImportItem, actions: Actions) {
  return choices.find(({ action }) => action === actions[id]) ?? choices[0];
}
