import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { BatchAxisCreated, BatchAxisState } from '../../batch-axis/contract.ts';
import { InferdeckError } from '../../errors.ts';
import type { BatchAxisChanges } from '../../lifecycle/batch-axis-changes.ts';
import type { ConfigHistory } from '../../repository/config-history.ts';

const StartBody = z.object({
  version: z.int().nonnegative().exactOptional(),
  axes: z.record(z.string(), z.int()).exactOptional(),
});
const CreateBody = z.object({ maxBatchSize: z.int().min(1).max(65_536), writeConfig: z.boolean() });

type OfModel = { Params: { name: string } };
type OfChange = { Params: { id: string }; Querystring: { maxBatchSize?: string } };

/** Freeing the batch axis of a model: begun, looked at, written or forgotten. */
export function addBatchAxisRoutes(
  app: FastifyInstance,
  changes: BatchAxisChanges,
  history: ConfigHistory,
): void {
  app.post<OfModel>('/models/:name/batch-axis', async ({ params, body }, reply): Promise<BatchAxisState> => {
    const state = await changes.start(params.name, parse(StartBody, body ?? {}));
    reply.code(202);
    return state;
  });
  app.get<OfChange>('/batch-axis/:id', ({ params, query }): BatchAxisState => {
    const size = Number(query.maxBatchSize);
    return Number.isInteger(size) && size > 0 ? changes.state(params.id, size) : changes.state(params.id);
  });
  app.post<OfChange>('/batch-axis/:id/create', async ({ params, body }): Promise<BatchAxisCreated> => {
    return await changes.create(params.id, parse(CreateBody, body), history);
  });
  app.delete<OfChange>('/batch-axis/:id', async ({ params }, reply) => {
    await changes.forget(params.id);
    return await reply.code(204).send();
  });
}

function parse<T>(shape: z.ZodType<T>, body: unknown): T {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new InferdeckError('invalid-argument', `This cannot be done: ${z.prettifyError(parsed.error)}`);
}
