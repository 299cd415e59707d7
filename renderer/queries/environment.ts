import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import type { Check, EnvironmentReport } from '../../server/environment/contract.ts';
import { fetchJson } from './http.ts';

const check: z.ZodMiniType<Check> = z.object({
  area: z.enum(['Program', 'Ports', 'Repository', 'Graphics', 'ONNX Runtime', 'Python']),
  title: z.string(),
  verdict: z.enum(['ok', 'attention', 'missing']),
  found: z.string(),
  action: z.exactOptional(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('command'), command: z.string() }),
      z.object({ kind: z.literal('words'), words: z.string() }),
    ]),
  ),
});

const report: z.ZodMiniType<EnvironmentReport> = z.object({ at: z.string(), checks: z.array(check) });

/** Whether the ports and folders of the server are as they should be. */
export const placeChecksQuery = queryOptions({
  queryKey: ['environment', 'place'],
  queryFn: ({ signal }) => fetchJson('/desk/environment/place', z.array(check), signal),
  staleTime: 0,
});

/** What there is on the server's computer; looked at anew whenever the page opens. */
export const environmentQuery = queryOptions({
  queryKey: ['environment'],
  queryFn: ({ signal }) => fetchJson('/desk/environment', report, signal),
  staleTime: 0,
});
