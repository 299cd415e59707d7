import type { ServedModels } from '../../lifecycle/served-models.ts';
import { type ServerIdentity, serverMetadata } from '../v2/server-metadata.ts';
import { EMPTY, json } from './reply.ts';
import type { Route } from './routes.ts';

/** Health and metadata of the server. */
export function serverRoutes(models: ServedModels, identity: ServerIdentity): readonly Route[] {
  return [
    { method: 'GET', path: /^\/v2\/health\/live$/, handle: () => EMPTY },
    // "Not ready" is 400 with nothing in it, not 503.
    { method: 'GET', path: /^\/v2\/health\/ready$/, handle: () => (models.ready ? EMPTY : { status: 400 }) },
    { method: 'GET', path: /^\/v2\/?$/, handle: () => json(serverMetadata(identity)) },
  ];
}
