import { queryOptions } from '@tanstack/react-query';
import { devicesReading } from './devices-schema.ts';
import { fetchJson } from './http.ts';
import { activityEntries, modelDetail, modelSummaries, serverFacts } from './schema.ts';

/** What the server is: name, control mode, repositories, address. */
export const serverQuery = queryOptions({
  queryKey: ['server'],
  queryFn: ({ signal }) => fetchJson('/desk/server', serverFacts, signal),
});

/** Every model of the repositories, sorted by name. */
export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => fetchJson('/desk/models', modelSummaries, signal),
});

/** One model with its signature, files and configuration. */
export function modelQuery(name: string) {
  return queryOptions({
    queryKey: ['model', name],
    queryFn: ({ signal }) => fetchJson(`/desk/models/${encodeURIComponent(name)}`, modelDetail, signal),
  });
}

/** Processor, memory and graphics cards; the events keep it a second old at most. */
export const devicesQuery = queryOptions({
  queryKey: ['devices'],
  queryFn: ({ signal }) => fetchJson('/desk/devices', devicesReading, signal),
});

/** What the server has done and is doing, newest first. */
export const activityQuery = queryOptions({
  queryKey: ['activity'],
  queryFn: ({ signal }) => fetchJson('/desk/activity', activityEntries, signal),
});
