import type { Backend } from '../backends/backend.ts';
import type { ModelConfig } from '../config/schema/value.ts';

/** Settings of the command line for backends, by backend and key; those for all are under the empty name. */
export type BackendSettings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What a model tells its backend beside tensors: the command line's settings, and over them the configuration's. */
export function backendParameters(
  config: ModelConfig,
  backend: Backend,
  settings: BackendSettings,
): Readonly<Record<string, string>> {
  const written = Object.entries(config.parameters).map(
    ([key, { string_value: value }]) => [key, value] as const,
  );
  return { ...settings[''], ...settings[backend.name], ...Object.fromEntries(written) };
}
