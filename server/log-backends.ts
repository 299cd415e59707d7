import type { Backend } from './backends/backend.ts';
import type { BackendSettings } from './lifecycle/backend-parameters.ts';
import { logTable } from './log-table.ts';
import type { Logger } from './telemetry/log.ts';

/** Writes a table of the backends that models may name, each with the settings that the command line gives it. */
export function logBackends(backends: readonly Backend[], settings: BackendSettings, log: Logger): void {
  const rows = backends.map(({ name }) => {
    const given = Object.entries({ ...settings[''], ...settings[name] });
    return [name, given.map(([key, value]) => `${key}=${value}`).join(' ') || '-'];
  });
  logTable(log, ['Backend', 'Settings'], rows);
}
