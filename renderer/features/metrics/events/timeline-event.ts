import type { ActivityEntry } from '../../../../server/protocols/desk/contract.ts';

export type TimelineKind = ActivityEntry['kind'] | 'failed' | 'start';

/** Something that happened, as a mark on every chart. */
export interface TimelineEvent {
  readonly id: string;
  readonly kind: TimelineKind;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly words: string;
}

const WORDS: Readonly<Record<ActivityEntry['kind'], string>> = {
  load: 'loaded',
  unload: 'unloaded',
  import: 'imported',
  save: 'saved',
  approve: 'approved',
  'batch-axis': 'given a batch axis',
  tune: 'tuned',
  comparison: 'compared',
};

/** Everything that is over, oldest first, and the start of the server. */
export function timelineEvents(
  entries: readonly ActivityEntry[],
  serverStartedAt: string | undefined,
): readonly TimelineEvent[] {
  const events = entries.flatMap((entry) => {
    if (entry.endedAt === undefined) return [];
    const failed = entry.state === 'failed';
    const words = `${entry.subject} ${failed ? `could not be ${WORDS[entry.kind]}` : WORDS[entry.kind]}`;
    return [
      { id: entry.id, kind: failed ? ('failed' as const) : entry.kind, at: Date.parse(entry.endedAt), words },
    ];
  });
  const start: readonly TimelineEvent[] =
    serverStartedAt === undefined
      ? []
      : [{ id: 'start', kind: 'start', at: Date.parse(serverStartedAt), words: 'the server started' }];
  return [...start, ...events].sort((a, b) => a.at - b.at);
}
