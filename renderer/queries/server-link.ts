import type { QueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import { applyEvent } from './apply-event.ts';
import { fetchJson } from './http.ts';
import { deskEvent, sessionState } from './schema.ts';

/** Whether the server answers, as measured by the event stream and a probe. */
export type ServerLink =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  | { readonly state: 'no-session' }
  | { readonly state: 'gone'; readonly since: number; readonly tries: number };

export const useServerLink = create<ServerLink>(() => ({ state: 'connecting' }));

const PROBE_EVERY_MS = 5_000;
const PROBE_PATIENCE_MS = 4_000;

/** Milliseconds to wait before the next try: a quarter of a second at first, at most two seconds. */
export function retryDelay(tries: number): number {
  return Math.min(250 * 2 ** tries, 2_000);
}

function setLink(link: ServerLink): void {
  useServerLink.setState(link, true);
}

function lostAgain(): number {
  const link = useServerLink.getState();
  const tries = link.state === 'gone' ? link.tries + 1 : 1;
  setLink({ state: 'gone', since: link.state === 'gone' ? link.since : Date.now(), tries });
  return tries;
}

type Probe = 'open' | 'closed' | 'silent';

async function probe(): Promise<Probe> {
  try {
    const { open } = await fetchJson('/desk/session', sessionState, AbortSignal.timeout(PROBE_PATIENCE_MS));
    return open ? 'open' : 'closed';
  } catch {
    return 'silent';
  }
}

/**
 * Keeps the cache in step with the server: follows the event stream, probes it while it is quiet, and reconnects with
 * growing pauses when it ends.
 * @returns a function that ends it
 */
export function followServer(client: QueryClient): () => void {
  let stream: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  const later = (milliseconds: number, action: () => void) => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds);
  };
  const settle = (answer: Probe, whenOpen: () => void) => {
    if (ended) return;
    if (answer === 'closed') {
      stream?.close();
      setLink({ state: 'no-session' });
      later(PROBE_EVERY_MS, reconnect);
    } else if (answer === 'silent') {
      stream?.close();
      later(retryDelay(lostAgain()), reconnect);
    } else {
      whenOpen();
    }
  };
  const watch = () =>
    later(PROBE_EVERY_MS, () => {
      void probe().then((answer) => settle(answer, stream?.readyState === EventSource.OPEN ? watch : open));
    });
  const reconnect = () => {
    void probe().then((answer) => settle(answer, open));
  };
  const open = () => {
    stream?.close();
    stream = new EventSource('/desk/events');
    stream.addEventListener('open', () => {
      setLink({ state: 'live' });
      watch();
    });
    stream.addEventListener('message', (message) => {
      applyEvent(client, deskEvent.parse(JSON.parse(String(message.data))));
    });
    stream.addEventListener('error', () => {
      stream?.close();
      later(0, reconnect);
    });
  };

  reconnect();
  return () => {
    ended = true;
    clearTimeout(timer);
    stream?.close();
  };
}
