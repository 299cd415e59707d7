import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { LOG_LEVELS, type LogPage } from '../../server/telemetry/logs/contract.ts';
import { fetchJson } from './http.ts';

const optionalText = z.exactOptional(z.string());

const logPage: z.ZodMiniType<LogPage> = z.object({
  lines: z.array(
    z.object({
      id: z.number(),
      time: z.number(),
      level: z.enum(LOG_LEVELS),
      text: z.string(),
      model: optionalText,
      version: z.exactOptional(z.number()),
      requestId: optionalText,
      detail: optionalText,
    }),
  ),
  newest: z.number(),
  more: z.boolean(),
});

/** A page of lines: those before an id, or after it. Without either, the newest. */
interface PageWish {
  readonly before?: number;
  readonly after?: number;
  readonly limit: number;
}

/** Asks for a page of the server's log. */
export async function fetchLogPage(
  wish: PageWish & Partial<LinesWish>,
  signal?: AbortSignal,
): Promise<LogPage> {
  const asked = new URLSearchParams(Object.entries(wish).map(([key, value]) => [key, String(value)]));
  return await fetchJson(`/desk/logs?${asked}`, logPage, signal);
}

/** The id of the newest line, which the event stream keeps true. */
export const newestLogQuery = queryOptions({
  queryKey: ['logs', 'newest'],
  queryFn: async ({ signal }) => (await fetchLogPage({ limit: 0 }, signal)).newest,
});

/** The lines about a model in a stretch of time, in milliseconds since 1970. */
export interface LinesWish {
  readonly model: string;
  readonly from: number;
  /** Undefined: until now. */
  readonly to?: number;
}

/** The last of the lines about a model in a stretch of time; more of them are in the log. */
export const linesQuery = (wish: LinesWish) =>
  queryOptions({
    queryKey: ['logs', 'lines', wish],
    queryFn: ({ signal }) => fetchLogPage({ ...wish, limit: 8 }, signal),
    staleTime: 0,
  });
