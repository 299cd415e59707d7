import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import type { ComparisonState } from '../../server/comparison/comparison-state.ts';
import type { KeptSet } from '../../server/comparison/input-set.ts';
import type { ComparisonPlan } from '../../server/comparison/plan.ts';
import { comparisonRecord, keptSet } from '../../server/comparison/schema.ts';
import { comparisonState } from '../../server/comparison/state-schema.ts';
import { comparisonsKey } from './comparisons-key.ts';
import { fetchJson, send, sendJson } from './http.ts';
import { type DroppedFile, uploadFiles } from './imports.ts';

/** Every comparison of the server, newest first; events keep it up to date. */
export const comparisonsQuery = queryOptions({
  queryKey: comparisonsKey,
  queryFn: ({ signal }) => fetchJson('/desk/comparisons', z.array(comparisonState), signal),
});

/** One comparison with what it found. */
export function comparisonQuery(id: string) {
  return queryOptions({
    queryKey: ['comparison', id],
    queryFn: ({ signal }) => fetchJson(`/desk/comparisons/${id}`, comparisonRecord, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Sets of inputs that the server keeps, newest first. */
export const setsQuery = queryOptions({
  queryKey: ['sets'],
  queryFn: ({ signal }) => fetchJson('/desk/sets', z.array(keptSet), signal),
});

/** Begins a comparison; events tell how it goes. */
export async function startComparison(plan: ComparisonPlan): Promise<ComparisonState> {
  return await sendJson('POST', '/desk/comparisons', plan, comparisonState);
}

/** Stops a comparison that runs, or forgets one that is over. */
export async function removeComparison(id: string): Promise<void> {
  await send(`/desk/comparisons/${id}`, { method: 'DELETE' });
}

/** Sends files to the server, which keeps them as a set. */
export async function keepSet(
  name: string,
  files: readonly DroppedFile[],
  onFile: (file: DroppedFile) => void,
): Promise<KeptSet> {
  const upload = await uploadFiles(files, onFile);
  return await sendJson('POST', '/desk/sets', { upload, name }, keptSet);
}

/** Removes a set that the server keeps. */
export async function forgetSet(id: string): Promise<void> {
  await send(`/desk/sets/${id}`, { method: 'DELETE' });
}

/** Where the picture of a sample is to be had. @param at its place in the set, from 0 */
export function pictureAddress(id: string, at: number): string {
  return `/desk/comparisons/${id}/pictures/${at}`;
}

/** Where what a comparison found is to be had as a file: `report.html`. */
export function exportAddress(id: string, file: string): string {
  return `/desk/comparisons/${id}/export/${file}`;
}
