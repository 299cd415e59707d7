import { serverMetadata } from '../v2/server-metadata.ts';
import type { V2Services } from '../v2/services.ts';
import { EMPTY, json } from './reply.ts';
import type { Route } from './routes.ts';

/** Health and metadata of the server. */
export function serverRoutes(services: V2Services): readonly Route[] {
  return [
    { method: 'GET', path: /^\/v2\/health\/live$/, handle: () => EMPTY },
    {
      method: 'GET',
      path: /^\/v2\/health\/ready$/,
      // "Not ready" is 400 with nothing in it, not 503.
      handle: () => (services.models.ready ? EMPTY : { status: 400 }),
    },
    { method: 'GET', path: /^\/v2\/?$/, handle: () => json(serverMetadata(services)) },
  ];
}
