import { QueryClient } from '@tanstack/react-query';

/** The cache of everything the server said. Local servers answer without a network, so queries never wait for one. */
export function createQueryClient(): QueryClient {
  const everyCall = { networkMode: 'always', retry: false } as const;
  return new QueryClient({
    defaultOptions: {
      queries: { ...everyCall, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false },
      mutations: everyCall,
    },
  });
}
