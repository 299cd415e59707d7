import { InferdeckError } from '../../errors.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import { versionNamed } from '../v2/version-text.ts';
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

/**
 * The `versions/N` part of a path as a number; an alias of the model in its place stands for one.
 * @throws InferdeckError when it is neither, or too large
 */
export function versionIn(
  models: ServedModels,
  { model = '', version = '' }: Readonly<Record<string, string>>,
): number | undefined {
  const isAlias = version !== '' && !/^[0-9]/.test(version);
  if (isAlias && models.aliased(model, version) === undefined)
    throw new InferdeckError('not-found', 'Not Found');
  return versionNamed(models, model, version);
}
