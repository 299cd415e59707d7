import type { MemoryBudget, ModelSettings } from '../../server/protocols/desk/contract.ts';
import { send } from './http.ts';

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
