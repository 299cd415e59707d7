import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { invalidArgument } from '../../errors.ts';
import { LOG_LEVELS, type LogPage } from '../../telemetry/logs/contract.ts';
import type { LogLines } from '../../telemetry/logs/log-lines.ts';
import { readLines } from '../../telemetry/logs/read-lines.ts';

const whole = z.coerce.number().int().nonnegative();
const one = z.string().min(1);

/** What an address may ask for; levels are separated by commas. */
const LogsQuery = z.object({
  after: whole.optional(),
  before: whole.optional(),
  limit: whole.max(10_000).default(1000),
  levels: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(LOG_LEVELS)))
    .optional(),
  model: one.optional(),
  requestId: one.optional(),
  search: one.optional(),
  from: whole.optional(),
  to: whole.optional(),
});

/** The lines of the log that are kept, page by page. */
export function addLogRoutes(app: FastifyInstance, lines: LogLines): void {
  app.get('/logs', ({ query }): LogPage => {
    const parsed = LogsQuery.safeParse(query);
    if (parsed.success) return readLines(lines, parsed.data);
    throw invalidArgument(`These are no lines that can be asked for: ${z.prettifyError(parsed.error)}`);
  });
}
