import { queryOptions } from '@tanstack/react-query';
import type { ConfigSave, ConfigSaveResult, EarlierText } from '../../server/protocols/desk/contract.ts';
import { configOnDisk, configSaveResult, earlierSaves, earlierText } from './config-schema.ts';
import { fetchJson, sendJson } from './http.ts';

const configPath = (name: string) => `/desk/models/${encodeURIComponent(name)}/config`;

/** The configuration file of a model, and what a text is checked against. */
export function configQuery(name: string) {
  return queryOptions({
    queryKey: ['model', name, 'config'],
    queryFn: ({ signal }) => fetchJson(configPath(name), configOnDisk, signal),
  });
}

/** Earlier saves of the configuration, newest first. */
export function configHistoryQuery(name: string) {
  return queryOptions({
    queryKey: ['model', name, 'config', 'history'],
    queryFn: ({ signal }) => fetchJson(`${configPath(name)}/history`, earlierSaves, signal),
  });
}

/** One earlier text. */
export async function fetchEarlierText(name: string, id: string): Promise<EarlierText> {
  return await fetchJson(`${configPath(name)}/history/${encodeURIComponent(id)}`, earlierText);
}

/**
 * Saves a configuration; a model that is served follows it before the answer comes.
 * @throws InferdeckError of kind `already-exists` when the file changed since the edit began; nothing is written then
 */
export async function saveConfig(name: string, save: ConfigSave): Promise<ConfigSaveResult> {
  return await sendJson('PUT', configPath(name), save, configSaveResult);
}
