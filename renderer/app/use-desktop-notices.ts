import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { endedAfterLong } from '../features/activity/ended-after-long.ts';
import { entryTitle } from '../features/activity/entry-title.ts';
import { activityQuery } from '../queries/desk.ts';
import { desktop } from './desktop.ts';

const VERDICTS = { done: 'is done', undone: 'is undone', failed: 'failed', cancelled: 'was cancelled' };

/** Has the desktop tell when something ended that took long, to a person who does not look at the window. */
export function useDesktopNotices(): void {
  const { data: entries } = useQuery(activityQuery);
  const before = useRef(entries);
  useEffect(() => {
    for (const entry of endedAfterLong(before.current ?? [], entries ?? [])) {
      void desktop?.notify(`${entryTitle(entry)} ${VERDICTS[entry.state]}`, entry.outcome ?? '');
    }
    before.current = entries;
  }, [entries]);
}
