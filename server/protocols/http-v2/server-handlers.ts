import type { ServedModels } from '../../lifecycle/served-models.ts';
import { EMPTY, json } from './reply.ts';
import type { Route } from './routes.ts';

/** What the server says of itself. */
export interface ServerIdentity {
  readonly name: string;
  readonly version: string;
}

/** The extensions that are served, in the protocol's order. */
const EXTENSIONS = ['model_repository', 'model_configuration', 'binary_tensor_data', 'parameters'];

/** Health and metadata of the server. */
export function serverRoutes(models: ServedModels, identity: ServerIdentity): readonly Route[] {
  return [
    { method: 'GET', path: /^\/v2\/health\/live$/, handle: () => EMPTY },
    // "Not ready" is 400 with nothing in it, not 503.
    { method: 'GET', path: /^\/v2\/health\/ready$/, handle: () => (models.ready ? EMPTY : { status: 400 }) },
    { method: 'GET', path: /^\/v2\/?$/, handle: () => json({ ...identity, extensions: EXTENSIONS }) },
  ];
}
