import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { InferdeckError } from '../../errors.ts';
import type { Tunings } from '../../lifecycle/tunings.ts';
import type { ConfigHistory } from '../../repository/config-history.ts';
import type { TunedConfigText, TuningState } from '../../tuner/contract.ts';

const StartBody = z.object({
  clients: z.int().min(1).max(1024),
  rate: z.number().positive().exactOptional(),
  budgetMs: z.number().positive().exactOptional(),
  seconds: z.number().min(0.1).max(60),
  most: z.int().min(1).max(500),
  largestBatch: z.int().min(1).max(4096),
});
const UseBody = z.object({ key: z.string() });

type OfModel = { Params: { name: string } };
type OfTuning = { Params: { id: string }; Querystring: { key?: string } };

/** Settings tried on a model under load: begun, looked at, stopped, and one of them used. */
export function addTuningRoutes(app: FastifyInstance, tunings: Tunings, history: ConfigHistory): void {
  app.post<OfModel>('/models/:name/tuning', ({ params, body }, reply): TuningState => {
    const state = tunings.start(params.name, parse(StartBody, body));
    reply.code(202);
    return state;
  });
  app.get<OfModel>('/models/:name/tuning', ({ params }, reply) => {
    const latest: TuningState | null = tunings.latestOf(params.name);
    return reply.type('application/json').send(JSON.stringify(latest));
  });
  app.get<OfTuning>('/tunings/:id/config', ({ params, query }): Promise<TunedConfigText> => {
    return tunings.configWith(params.id, query.key ?? '');
  });
  app.post<OfTuning>('/tunings/:id/use', async ({ params, body }, reply) => {
    await tunings.use(params.id, parse(UseBody, body).key, history);
    return await reply.code(204).send();
  });
  app.post<OfTuning>('/tunings/:id/stop', async ({ params }): Promise<TuningState> => {
    await tunings.stop(params.id);
    return tunings.state(params.id);
  });
}

function parse<T>(shape: z.ZodType<T>, body: unknown): T {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new InferdeckError('invalid-argument', `This cannot be tuned: ${z.prettifyError(parsed.error)}`);
}
