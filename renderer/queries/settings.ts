import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import type { MemoryBudget, MemoryTotals, ModelSettings } from '../../server/protocols/desk/contract.ts';
import { fetchJson, send } from './http.ts';

const memoryTotals: z.ZodMiniType<MemoryTotals> = z.object({
  usedBytes: z.number(),
  freeBytes: z.number(),
  budgetBytes: z.nullable(z.number()),
});

/** What all models take and may take; asked anew whenever it is shown. */
export const memoryQuery = queryOptions({
  queryKey: ['memory'],
  queryFn: ({ signal }) => fetchJson('/desk/memory', memoryTotals, signal),
  staleTime: 0,
});

async function put(path: string, body: unknown): Promise<void> {
  await send(path, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Changes what is wished for a model; what is left out stays. */
export async function changeSettings(name: string, change: Partial<ModelSettings>): Promise<void> {
  await put(`/desk/models/${encodeURIComponent(name)}/settings`, change);
}

/** Changes what all models together may take. */
export async function changeBudget(budget: MemoryBudget): Promise<void> {
  await put('/desk/memory', budget);
}
