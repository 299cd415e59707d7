import { type QueryClient, useMutationState } from '@tanstack/react-query';
import { send } from './http.ts';

export type Verb = 'load' | 'unload';

/**
 * Asks the server to load or unload a model. A load settles when the model is loaded or has failed; an unload settles
 * when it has begun, and requests under way still finish.
 */
export async function controlModel(client: QueryClient, verb: Verb, name: string): Promise<void> {
  const mutation = client.getMutationCache().build(client, {
    mutationKey: ['control', verb, name],
    networkMode: 'always',
    mutationFn: () => send(`/v2/repository/models/${encodeURIComponent(name)}/${verb}`, { method: 'POST' }),
  });
  await mutation.execute(undefined);
}

/** What was asked for and has not been answered yet, by model. */
export function usePendingControl(): ReadonlyMap<string, Verb> {
  const keys = useMutationState({
    filters: { mutationKey: ['control'], status: 'pending' },
    select: (mutation) => mutation.options.mutationKey ?? [],
  });
  return new Map(keys.map(([, verb, name]) => [String(name), verb === 'load' ? 'load' : 'unload']));
}
