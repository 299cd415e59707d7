import { versionOf } from '../v2/version-text.ts';
import type { Reply } from './reply.ts';
import type { V2Call } from './call.ts';

export type Handler = (call: V2Call) => Reply | Promise<Reply>;

/** One address of the protocol. Paths are matched whole and raw: nothing is percent-decoded. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly handle: Handler;
}

/**
 * Finds who answers a call; the first path that matches wins.
 * @returns the handler with the named parts of the path, or the status of a call that nobody answers
 */
export function matchRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly handle: Handler; readonly parts: Readonly<Record<string, string>> } | 404 | 405 {
  let pathKnown = false;
  for (const route of routes) {
    const match = route.path.exec(path);
    if (match === null) continue;
    if (route.method === method) return { handle: route.handle, parts: match.groups ?? {} };
    pathKnown = true;
  }
  return pathKnown ? 405 : 404;
}

/** The `versions/N` part of a path as a number. @throws InferdeckError when it is too large */
export function versionIn(parts: Readonly<Record<string, string>>): number | undefined {
  return versionOf(parts['version'] ?? '');
}
