import { randomUUID } from 'node:crypto';
import { type DoorName, httpEndpoint } from './create-doors.ts';
import type { ServedModels } from './lifecycle/served-models.ts';
import type { ServerOptions } from './options.ts';
import type { ServerFacts } from './protocols/desk/contract.ts';
import type { EndpointOptions } from './protocols/endpoints.ts';
import { VERSION } from './version.ts';

/** What the window hears of the server, as it is whenever it asks. */
export function serverFacts(
  options: ServerOptions,
  models: ServedModels,
  open: ReadonlyMap<DoorName, EndpointOptions>,
): () => ServerFacts {
  const startId = randomUUID();
  const startedAt = new Date().toISOString();
  return () => ({
    name: 'Inferdeck',
    version: VERSION,
    startId,
    startedAt,
    controlMode: options.controlMode,
    repositories: models.repositories.map(({ path, problem }) => ({
      path,
      ...(problem !== undefined && { problem }),
    })),
    http: httpEndpoint(options),
    ...Object.fromEntries(open),
  });
}
