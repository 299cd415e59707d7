import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { LogSettings } from '../../telemetry/log-settings.ts';
import type { Tracer } from '../../telemetry/trace/tracer.ts';
import type { HeaderForwarding } from './forwarded-headers.ts';
import type { SystemRegions } from './shared-memory/system-regions.ts';

/** What the server calls itself. */
interface ServerIdentity {
  readonly name: string;
  readonly version: string;
}

/** What every transport of the v2 protocol is served from. */
export interface V2Services {
  readonly models: ServedModels;
  readonly identity: ServerIdentity;
  readonly regions: SystemRegions;
  readonly log: Logger;
  readonly logSettings: LogSettings;
  readonly tracer: Tracer;
  /** Set off when the server is on its way out. */
  readonly closing: AbortSignal;
  /** Headers that models hear of. */
  readonly forwarding: HeaderForwarding;
}
