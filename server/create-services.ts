import type { ServedModels } from './lifecycle/served-models.ts';
import type { ServerOptions } from './options.ts';
import { type V1Services, v1Services } from './protocols/v1/services.ts';
import type { V2Services } from './protocols/v2/services.ts';
import { SystemRegions } from './protocols/v2/shared-memory/system-regions.ts';
import type { Logger } from './telemetry/log.ts';
import type { LogSettings } from './telemetry/log-settings.ts';
import { Tracer } from './telemetry/trace/tracer.ts';
import { VERSION } from './version.ts';

/** What the protocols of today and of 2019 answer with; models, shared memory and statistics are the same. */
export interface Services {
  readonly v2: V2Services;
  readonly v1: V1Services;
}

/** @param closing set off when the server is on its way out */
export function createServices(
  options: ServerOptions,
  { log, logSettings }: { readonly log: Logger; readonly logSettings: LogSettings },
  models: ServedModels,
  closing: AbortSignal,
): Services {
  const regions = new SystemRegions(options.clientSharedMemory);
  const v2: V2Services = {
    models,
    identity: { name: options.id, version: VERSION },
    regions,
    log,
    logSettings,
    tracer: new Tracer(options.trace, (error) => log.error({ err: error }, 'cannot write a trace')),
    closing,
    forwarding: options.forwarding,
  };
  return { v2, v1: v1Services({ models, regions, serverId: options.idOf2019, log, closing }) };
}
