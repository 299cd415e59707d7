import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { SystemRegions } from '../v2/shared-memory/system-regions.ts';
import { Calls } from './calls.ts';

/** What both transports of the protocol of 2019 are served from. */
export interface V1Services {
  readonly models: ServedModels;
  readonly regions: SystemRegions;
  /** What the server calls itself in every answer. */
  readonly serverId: string;
  readonly calls: Calls;
  /** When the server was made, on the clock of `performance.now`. */
  readonly since: number;
  readonly log: Logger;
  /** Set off when the server is on its way out. */
  readonly closing: AbortSignal;
}

/** The services with nothing counted yet. */
export function v1Services(given: Omit<V1Services, 'calls' | 'since'>): V1Services {
  return { ...given, calls: new Calls(), since: performance.now() };
}
