import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ActivityEntry } from '../../../server/protocols/desk/contract.ts';
import { activityQuery } from '../../queries/desk.ts';
import { undoEntry } from '../activity/act-on-entry.ts';
import { awaitedImports } from './importing.ts';

/** Tells when an import that this window began is over, and offers to undo it. */
export function ImportEnds() {
  const { data: entries } = useQuery(activityQuery);
  useEffect(() => {
    for (const entry of entries ?? []) {
      if (entry.state !== 'running' && awaitedImports.delete(entry.id)) tell(entry);
    }
  }, [entries]);
  return null;
}

function tell({ id, state, outcome, nextStep, canUndo }: ActivityEntry): void {
  const words = [outcome, nextStep].filter((part) => part !== undefined).join(' ');
  const undo = () => {
    notifications.hide(id);
    void undoEntry(id);
  };
  notifications.show({
    id,
    color: state === 'done' ? 'blue' : 'red',
    ...(state === 'done' && { 'data-good': true }),
    autoClose: state === 'done' ? 20_000 : false,
    title: state === 'done' ? 'Imported' : state === 'cancelled' ? 'Import cancelled' : 'Import failed',
    message: (
      <>
        {words}
        {canUndo ? (
          <Button size="xs" variant="subtle" onClick={undo}>
            Undo import
          </Button>
        ) : null}
      </>
    ),
  });
}
