import type { FastifyInstance } from 'fastify';
import { InferdeckError } from '../../errors.ts';
import type { RequestSpan } from '../../telemetry/trace/contract.ts';
import { requestSpans } from '../../telemetry/trace/request-spans.ts';
import type { Tracer } from '../../telemetry/trace/tracer.ts';

type OfKey = { Params: { key: string } };

/** What became of a request that was sent with a trace key, once it has ended. */
export function addTraceRoutes(app: FastifyInstance, tracer: Tracer): void {
  app.get<OfKey>('/traces/:key', async ({ params: { key } }): Promise<readonly RequestSpan[]> => {
    const entries = await tracer.kept(key);
    if (entries !== undefined) return requestSpans(entries);
    throw new InferdeckError('not-found', `No trace was kept as '${key}'.`, {
      nextStep: 'Send the request again: only the latest traces are kept.',
    });
  });
}
