import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { type RequestSpan, STAGES } from '../../server/telemetry/trace/contract.ts';
import { fetchJson } from './http.ts';

const requestSpans: z.ZodMiniType<readonly RequestSpan[]> = z.array(
  z.object({
    id: z.number(),
    parent: z.nullable(z.number()),
    model: z.string(),
    version: z.number(),
    from: z.number(),
    to: z.number(),
    stages: z.array(z.object({ name: z.enum(STAGES), from: z.number(), to: z.number() })),
  }),
);

/** What became of a request that this window sent; it does not change any more. */
export function traceQuery(key: string) {
  return queryOptions({
    queryKey: ['trace', key],
    queryFn: ({ signal }) => fetchJson(`/desk/traces/${key}`, requestSpans, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
