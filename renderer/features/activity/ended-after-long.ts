import type { ActivityEntry } from '../../../server/protocols/desk/contract.ts';

/** Whoever waits for so long looks at something else meanwhile. */
const LONG_MS = 10_000;

type Ended = ActivityEntry & { readonly state: Exclude<ActivityEntry['state'], 'running'> };

/** Entries that ran before and are over now, and took long. */
export function endedAfterLong(
  before: readonly ActivityEntry[],
  now: readonly ActivityEntry[],
): readonly Ended[] {
  const ran = new Set(before.filter(({ state }) => state === 'running').map(({ id }) => id));
  return now.filter(
    (entry): entry is Ended => ran.has(entry.id) && entry.state !== 'running' && tookLong(entry),
  );
}

function tookLong({ startedAt, endedAt }: ActivityEntry): boolean {
  return endedAt !== undefined && Date.parse(endedAt) - Date.parse(startedAt) >= LONG_MS;
}
