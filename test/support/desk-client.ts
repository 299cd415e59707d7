import { once } from 'node:events';
import type { ActivityEntry, ImportPlanned } from '../../server/protocols/desk/contract.ts';
import type { TestServer } from './server.ts';

/** A window without pictures: calls of the desk with a session. */
export interface DeskClient {
  readonly call: (method: string, path: string, body?: unknown) => Promise<Response>;
  /** The plan of a drop of these paths. */
  readonly plan: (paths: readonly string[], target?: string) => Promise<ImportPlanned>;
  /** Starts an import and settles with its activity when it is over. */
  readonly carryOut: (id: string, decision?: object) => Promise<ActivityEntry>;
}

/** Calls of the desk, in a session opened with the one-time link. */
export async function deskCall({ url, link }: Pick<TestServer, 'url' | 'link'>): Promise<DeskClient['call']> {
  const response = await fetch(link, { redirect: 'manual' });
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return (method, path, body) =>
    fetch(new URL(path, url), {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      headers: { cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
    });
}

/** Opens a session with the one-time link. */
export async function deskClient(server: TestServer): Promise<DeskClient> {
  const call = await deskCall(server);
  const plan = async (paths: readonly string[], target?: string) =>
    JSON.parse(await (await call('POST', '/desk/imports/plan', { paths, target })).text());
  const carryOut = async (id: string, decision: object = {}) => {
    const over = ending(server, id);
    const body = { link: false, load: true, actions: {}, ...decision };
    const started = await call('POST', `/desk/imports/${id}/start`, body);
    if (started.status !== 202) throw new Error(await started.text());
    return await over;
  };
  return { call, plan, carryOut };
}

async function ending({ activity }: TestServer, id: string): Promise<ActivityEntry> {
  for (;;) {
    const [entry]: ActivityEntry[] = await once(activity.events, 'change');
    if (entry?.id === id && entry.state !== 'running') return entry;
  }
}
