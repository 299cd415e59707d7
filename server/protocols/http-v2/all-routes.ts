import type { V2Services } from '../v2/services.ts';
import { modelRoutes } from './model-handlers.ts';
import { repositoryRoutes } from './repository-handlers.ts';
import type { Route } from './routes.ts';
import { serverRoutes } from './server-handlers.ts';
import { settingsRoutes } from './settings-handlers.ts';
import { sharedMemoryRoutes } from './shared-memory-handlers.ts';

/** Every address of the protocol. */
export function v2Routes(services: V2Services): readonly Route[] {
  return [
    ...modelRoutes(services),
    ...serverRoutes(services),
    ...repositoryRoutes(services.models),
    ...sharedMemoryRoutes(services.regions),
    ...settingsRoutes(services),
  ];
}
