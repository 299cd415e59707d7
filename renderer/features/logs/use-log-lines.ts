import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { KEPT_LINES } from '../../../server/telemetry/logs/contract.ts';
import { fetchLogPage, newestLogQuery } from '../../queries/logs.ts';
import type { LogSearch } from './log-search.ts';
import { type LogSnapshot, LogStore } from './log-store.ts';

/** The newest come first, so that there is something to read at once. */
const FIRST_PAGE = 1000;
const PAGE = 5000;

/** How far the reading of the log is. */
export type LogReading =
  | { readonly state: 'first' }
  | { readonly state: 'older' }
  | { readonly state: 'all' }
  | { readonly state: 'failed'; readonly error: unknown };

/** The lines of the server's log that are shown: those there are, then each new one. */
export function useLogLines(filter: LogSearch, words: string) {
  const [store] = useState(() => new LogStore());
  const [reading, setReading] = useState<LogReading>({ state: 'first' });
  const { data: newest = 0 } = useQuery(newestLogQuery);
  const shown: LogSnapshot = useSyncExternalStore(store.subscribe, store.snapshot);

  useEffect(() => store.show(filter, words), [store, filter, words]);
  const begin = useCallback(() => {
    const leaving = new AbortController();
    const read = store.lines.length === 0 ? readAll : readOlder;
    read(store, setReading, leaving.signal).catch((error: unknown) => {
      if (!leaving.signal.aborted) setReading({ state: 'failed', error });
    });
    return () => leaving.abort();
  }, [store]);
  useEffect(begin, [begin]);
  useTail(store, newest, reading.state === 'older' || reading.state === 'all');
  return { shown, reading, tryAgain: begin };
}

type Report = (reading: LogReading) => void;

async function readAll(store: LogStore, report: Report, signal: AbortSignal): Promise<void> {
  report({ state: 'first' });
  const { lines } = await fetchLogPage({ limit: FIRST_PAGE }, signal);
  signal.throwIfAborted();
  store.append(lines);
  await readOlder(store, report, signal);
}

async function readOlder(store: LogStore, report: Report, signal: AbortSignal): Promise<void> {
  report({ state: 'older' });
  for (;;) {
    const before = store.lines[0]?.id ?? 0;
    const { lines, more } = await fetchLogPage({ before, limit: PAGE }, signal);
    signal.throwIfAborted();
    store.prepend(lines);
    if (!more || store.lines.length >= KEPT_LINES) return report({ state: 'all' });
  }
}

/** Reads what is new, one page at a time however often it is told of something. */
function useTail(store: LogStore, newest: number, ready: boolean): void {
  const tail = useRef({ wanted: 0, busy: false });
  useEffect(() => {
    const { current } = tail;
    current.wanted = newest;
    if (!ready || current.busy) return;
    current.busy = true;
    const over = () => {
      current.busy = false;
    };
    // A page that does not come is asked for again with the next line.
    readNewer(store, () => current.wanted).then(over, over);
  }, [store, newest, ready]);
}

async function readNewer(store: LogStore, wanted: () => number): Promise<void> {
  for (;;) {
    const after = store.lines.at(-1)?.id ?? 0;
    if (after >= wanted()) return;
    const { lines } = await fetchLogPage({ after, limit: PAGE });
    if (lines.length === 0) return;
    store.append(lines);
  }
}
