import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { fetchJson, sendJson } from './http.ts';

const logging = z.object({
  log_file: z.string(),
  log_info: z.boolean(),
  log_warning: z.boolean(),
  log_error: z.boolean(),
  log_verbose_level: z.number(),
  log_format: z.enum(['default', 'ISO8601']),
});

/** The settings of the log under their names in the v2 protocol. */
export type Logging = Readonly<z.infer<typeof logging>>;

/** What counts when the command line says nothing. */
export const LOGGING_DEFAULTS: Logging = {
  log_file: '',
  log_info: true,
  log_warning: true,
  log_error: true,
  log_verbose_level: 0,
  log_format: 'default',
};

/** Anybody may change them through the protocol: asked anew whenever they are shown. */
export const loggingQuery = queryOptions({
  queryKey: ['logging'],
  queryFn: ({ signal }) => fetchJson('/v2/logging', logging, signal),
  staleTime: 0,
});

/** Changes some of them. @returns all of them, as they are then */
export function changeLogging(change: Partial<Logging>): Promise<Logging> {
  return sendJson('POST', '/v2/logging', change, logging);
}
