import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { activityQuery, serverQuery } from '../../../queries/desk.ts';
import { type TimelineEvent, timelineEvents } from './timeline-event.ts';

/** What happened in the stretch of time that the charts span. */
export function useEventsBetween(from: number, to: number): readonly TimelineEvent[] {
  const { data: entries } = useQuery(activityQuery);
  const { data: server } = useQuery(serverQuery);
  return useMemo(
    () => timelineEvents(entries ?? [], server?.startedAt).filter(({ at }) => at >= from && at <= to),
    [entries, server, from, to],
  );
}
