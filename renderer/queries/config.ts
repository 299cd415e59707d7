import { queryOptions } from '@tanstack/react-query';
import type { ConfigSave, ConfigSaveResult } from '../../server/protocols/desk/contract.ts';
import {
  configOnDisk,
  configSaveResult,
  earlierSaves,
  earlierText,
  ensembleMembers,
  requestsInFlight,
} from './config-schema.ts';
import { fetchJson, sendJson } from './http.ts';

const modelPath = (name: string) => `/desk/models/${encodeURIComponent(name)}`;
const configPath = (name: string) => `${modelPath(name)}/config`;

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
export function earlierTextQuery(name: string, id: string) {
  return queryOptions({
    queryKey: ['earlier-config', name, id],
    queryFn: ({ signal }) =>
      fetchJson(`${configPath(name)}/history/${encodeURIComponent(id)}`, earlierText, signal),
  });
}

/** The models that an ensemble runs, as far as there are such. */
export function ensembleMembersQuery(name: string, members: readonly string[]) {
  const names = new URLSearchParams(members.map((member) => ['name', member]));
  return queryOptions({
    queryKey: ['model', name, 'config', 'members', members],
    queryFn: ({ signal }) => fetchJson(`${configPath(name)}/members?${names}`, ensembleMembers, signal),
    enabled: members.length > 0,
  });
}

const IN_FLIGHT_EVERY_MS = 1000;

/** How many requests a reload would wait for, asked every second while somebody looks. */
export function inFlightQuery(name: string) {
  return queryOptions({
    queryKey: ['in-flight', name],
    queryFn: ({ signal }) => fetchJson(`${modelPath(name)}/in-flight`, requestsInFlight, signal),
    refetchInterval: IN_FLIGHT_EVERY_MS,
  });
}

/**
 * Saves a configuration; a model that is served follows it before the answer comes.
 * @throws InferdeckError of kind `already-exists` when the file changed since the edit began; nothing is written then
 */
export async function saveConfig(name: string, save: ConfigSave): Promise<ConfigSaveResult> {
  return await sendJson('PUT', configPath(name), save, configSaveResult);
}
