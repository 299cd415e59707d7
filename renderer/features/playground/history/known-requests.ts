import type { QueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import type { KeptRequest } from '../../../../server/requests/contract.ts';
import { requestsQuery } from '../../../queries/requests.ts';

/** The request whose answer is shown, by model. */
export const useOpenRequests = create<Readonly<Record<string, string>>>(() => ({}));

/** Changes the list that is known; one that is still on its way may be older, so it is asked for anew. */
export function changeKnown(
  client: QueryClient,
  change: (all: readonly KeptRequest[]) => readonly KeptRequest[],
): void {
  const { queryKey } = requestsQuery;
  const asking = client.isFetching({ queryKey }) > 0;
  client.setQueryData(queryKey, (all) => all && [...change(all)]);
  if (asking) void client.cancelQueries({ queryKey }).then(() => client.invalidateQueries({ queryKey }));
}
