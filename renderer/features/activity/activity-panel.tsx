import { Button, Popover, Progress } from '@mantine/core';
import { TbActivity } from 'react-icons/tb';
import { useQuery } from '@tanstack/react-query';
import type { ActivityEntry } from '../../../server/protocols/desk/contract.ts';
import { activityQuery } from '../../queries/desk.ts';
import { Counter } from '../../ui/counter.tsx';
import { formatClock, formatMilliseconds } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { useState } from 'react';
import { EntryLines } from './entry-lines.tsx';
import { entryTitle } from './entry-title.ts';
import { cancelEntry, undoEntry } from './act-on-entry.ts';
import classes from './activity-panel.module.css';

/** Opens the list of what the server has done and is doing. */
export function ActivityPanel() {
  const { data: entries = [] } = useQuery(activityQuery);
  const [opened, setOpened] = useState(false);
  const running = entries.filter(({ state }) => state === 'running').length;
  return (
    <Popover position="top-start" trapFocus opened={opened} onChange={setOpened}>
      <Popover.Target>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<TbActivity size={14} />}
          onClick={() => setOpened(!opened)}
        >
          Activity {running > 0 ? <Counter count={running} /> : null}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={4}>
        <ul className={classes.list} aria-label="Activity" tabIndex={-1}>
          {entries.length === 0 ? <li className={classes.entry}>Nothing has happened yet.</li> : null}
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} onLeave={() => setOpened(false)} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

const ENDS: Readonly<Record<ActivityEntry['state'], string>> = {
  running: 'running',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  undone: 'undone',
};

interface EntryProps {
  readonly entry: ActivityEntry;
  readonly onLeave: () => void;
}

function Entry({ entry, onLeave }: EntryProps) {
  const { id, subject, state, phase, startedAt, endedAt, progress, canCancel, canUndo } = entry;
  const now = useNow(1000, state === 'running');
  const took = (endedAt === undefined ? now : Date.parse(endedAt)) - Date.parse(startedAt);
  return (
    <li className={classes.entry} data-state={state}>
      <p className={classes.title}>
        {entryTitle(entry)} · {ENDS[state]}
        <span className={classes.time}>{formatClock(startedAt)}</span>
      </p>
      <p className={classes.note}>
        {(state === 'running' ? phase : entry.outcome) ?? ''} {formatMilliseconds(Math.max(0, took))}
      </p>
      {entry.nextStep === undefined ? null : <p className={classes.note}>{entry.nextStep}</p>}
      {state === 'running' && progress !== undefined ? (
        <Progress
          size={4}
          value={(100 * progress.doneBytes) / Math.max(1, progress.totalBytes)}
          aria-label={subject}
        />
      ) : null}
      {canCancel ? (
        <Button size="xs" variant="subtle" onClick={() => void cancelEntry(id)}>
          Cancel
        </Button>
      ) : null}
      {canUndo ? (
        <Button size="xs" variant="subtle" onClick={() => void undoEntry(id)}>
          Undo
        </Button>
      ) : null}
      <EntryLines entry={entry} onLeave={onLeave} />
    </li>
  );
}
