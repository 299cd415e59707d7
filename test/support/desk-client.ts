import { once } from 'node:events';
import type { ActivityEntry, ImportPlanned } from '../../server/protocols/desk/contract.ts';
import type { TestServer } from './server.ts';

/** A window without pictures: calls of the desk with a session. */
export interface DeskClient {
  readonly call: (method: string, path: string, body?: unknown) => Promise<Response>;
  /** Any request, with the session. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** The plan of a drop of these paths. */
  readonly plan: (paths: readonly string[], target?: string) => Promise<ImportPlanned>;
  /** Starts an import and settles with its activity when it is over. */
  readonly carryOut: (id: string, decision?: object) => Promise<ActivityEntry>;
}

/** Requests of a window, in a session opened with the one-time link. */
async function deskFetch({ url, link }: Pick<TestServer, 'url' | 'link'>): Promise<DeskClient['fetch']> {
  const response = await fetch(link, { redirect: 'manual' });
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return (path, { headers, ...init } = {}) =>
    fetch(new URL(path, url), { ...init, headers: { ...Object.fromEntries(new Headers(headers)), cookie } });
}

/** Calls of the desk, in a session opened with the one-time link. */
export async function deskCall(server: Pick<TestServer, 'url' | 'link'>): Promise<DeskClient['call']> {
  return callBy(await deskFetch(server));
}

function callBy(send: DeskClient['fetch']): DeskClient['call'] {
  return (method, path, body) =>
    send(path, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
}

/** Opens a session with the one-time link. */
export async function deskClient(server: TestServer): Promise<DeskClient> {
  const send = await deskFetch(server);
  const call = callBy(send);
  const plan = async (paths: readonly string[], target?: string) =>
    JSON.parse(await (await call('POST', '/desk/imports/plan', { paths, target })).text());
  const carryOut = async (id: string, decision: object = {}) => {
    const over = ending(server, id);
    const body = { link: false, load: true, actions: {}, ...decision };
    const started = await call('POST', `/desk/imports/${id}/start`, body);
    if (started.status !== 202) throw new Error(await started.text());
    return await over;
  };
  return { call, fetch: send, plan, carryOut };
}

async function ending({ activity }: TestServer, id: string): Promise<ActivityEntry> {
  for (;;) {
    const [entry]: ActivityEntry[] = await once(activity.events, 'change');
    if (entry?.id === id && entry.state !== 'running') return entry;
  }
}
